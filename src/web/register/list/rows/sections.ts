import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Field } from '../../../../kernel/register/field.ts'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { groupFilter, type ListState } from '../state/list-state.ts'
import { cursorOf } from './cursor.ts'
import { pageQuery, placesQuery, type Run, runKey, summaryQuery } from './list-query.ts'
import { PagedRows, pageAt } from './paged-rows.ts'

/** A run of rows that is paged by itself: the whole list, or one group of it. */
export interface Section {
  readonly key: string
  /** The value the rows share, and how many they are; null when the list is not grouped. */
  readonly group: { readonly value: unknown; readonly count: number } | null
  readonly rows: PagedRows
  readonly pending: boolean
  readonly error: unknown
  /** Reads what lies between two rows, keeps the row that holds the focus, and forgets what lies far from them. */
  readonly show: (from: number, to: number, held: number) => void
  readonly retry: () => void
}

interface Part extends Run {
  readonly key: string
  readonly group: Section['group']
  readonly id: string
}

/** Which pages of which part are in view. */
type Shown = ReadonlyMap<string, readonly number[]>

/** Whoever flies over a list does not stop at every page. */
const flightMs = 80

const between = (from: number, to: number): number[] => {
  const first = pageAt(Math.max(from, 0))
  return Array.from({ length: pageAt(Math.max(to, 0)) - first + 1 }, (_, step) => first + step)
}

/** The pages in view; those near the present ones at once, those far away when the flight is over. */
function useShown(): [Shown, (part: string, from: number, to: number, held: number) => void] {
  const [shown, setShown] = useState<Shown>(new Map())
  const latest = useRef(shown)
  const timers = useRef(new Map<string, number>())
  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) window.clearTimeout(timer)
    }
  }, [])
  const show = useCallback((part: string, from: number, to: number, held: number) => {
    const near = between(from, to)
    const pages = held < 0 ? near : [...new Set([...near, pageAt(held)])]
    const before = latest.current.get(part)
    if (String(before) === String(pages)) return
    const apply = () => {
      latest.current = new Map(latest.current).set(part, pages)
      setShown(latest.current)
    }
    window.clearTimeout(timers.current.get(part))
    if (before === undefined || near.some((page) => before.includes(page))) return apply()
    timers.current.set(part, window.setTimeout(apply, flightMs))
  }, [])
  return [shown, show]
}

interface Counted {
  readonly value: unknown
  readonly count: number
}

/** Groups come by their size; those of a ramp from bad to good, and last what was not judged. */
function inOrder(field: Field | undefined, groups: readonly Counted[]): readonly Counted[] {
  if (!field?.ramp) return groups
  return groups.toSorted(
    (one, other) => field.values.indexOf(String(other.value)) - field.values.indexOf(String(one.value)),
  )
}

/** The parts of a list in its present state. */
function usePartition(register: AnyRegister, state: ListState) {
  const field = state.group
  const frame = useQuery({ ...summaryQuery(register, state, field ?? undefined), enabled: field !== null })
  const count = useQuery(summaryQuery(register, state)).data?.count
  const counted = frame.data?.groups
  const parts = useMemo((): readonly Part[] => {
    const part = (key: string, group: Section['group'], within: Run['within']): Part => {
      const run = { register, state, within }
      return { ...run, key, group, id: runKey(run) }
    }
    if (field === null) return [part('all', null, {})]
    const groups = inOrder(listFields(register)[field], counted ?? [])
    return groups.map(({ value, count: number }) =>
      part(`${field}=${String(value)}`, { value, count: number }, groupFilter(field, value)),
    )
  }, [register, state, field, counted])
  return { frame, count, parts, framing: field !== null && frame.isPending }
}

/** The sections of a list in its present state, and whether their frame is still being read. */
export function useSections(
  register: AnyRegister,
  state: ListState,
): { sections: readonly Section[]; framing: boolean; frameError: unknown; retryFrame: () => void } {
  const client = useQueryClient()
  const { frame, count, parts, framing } = usePartition(register, state)
  const [shown, show] = useShown()

  const asked = parts.flatMap((part) => {
    // A group asks for its rows when they come into view, not before.
    const pages = shown.get(part.id) ?? (part.group === null ? [0] : [])
    const places = client.getQueryData(placesQuery(part).queryKey)
    return pages.map((page) => ({
      part,
      page,
      cursor: page === 0 ? null : (cursorOf(part.id, page) ?? places?.[page - 1]),
    }))
  })
  const reachable = asked.flatMap(({ part, page, cursor }) =>
    cursor === undefined ? [] : [{ part, page, cursor }],
  )
  // The page before tells where the next begins; only where none leads must the list say it.
  const lost = new Set(
    asked.flatMap(({ part, page, cursor }) =>
      cursor === undefined && !asked.some((one) => one.part === part && one.page === page - 1) ? [part] : [],
    ),
  )
  const answers = useQueries({
    queries: reachable.map(({ part, page, cursor }) => pageQuery(part, page, cursor)),
  })
  const found = useQueries({
    // What is found is taken from the cache above, so it must be said that it is there.
    queries: [...lost].map((part) => ({
      ...placesQuery(part),
      notifyOnChangeProps: ['data' as const, 'error' as const],
    })),
  })

  const sections = parts.map((part): Section => {
    const own = reachable.flatMap((one, place) => {
      const answer = answers[place]
      return one.part === part && answer ? [{ page: one.page, answer }] : []
    })
    const read = own.flatMap(({ page, answer }) => (answer.data ? [[page, answer.data] as const] : []))
    return {
      key: part.key,
      group: part.group,
      rows: new PagedRows(new Map(read), part.group === null ? count : part.group.count),
      pending: own.some(({ page, answer }) => page === 0 && answer.isPending),
      error: own.find(({ answer }) => answer.error)?.answer.error ?? found.find(({ error }) => error)?.error,
      show: (from, to, held) => show(part.id, from, to, held),
      retry: () => {
        for (const { answer } of own) if (answer.error) void answer.refetch()
        for (const one of found) if (one.error) void one.refetch()
      },
    }
  })
  return { sections, framing, frameError: frame.error, retryFrame: () => void frame.refetch() }
}
