import {
  InfiniteQueryObserver,
  type InfiniteQueryObserverResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { Row } from '../row.ts'
import { type ListKey, type ListPage, type ListPages, listQuery, summaryQuery } from './list-query.ts'
import { groupFilter, type ListState } from './list-state.ts'

/** A run of rows that is paged by itself: the whole list, or one group of it. */
export interface Section {
  readonly key: string
  /** The value the rows share, and how many they are; null when the list is not grouped. */
  readonly group: { readonly value: unknown; readonly count: number } | null
  readonly rows: readonly Row[]
  /** Rows that exist but are not read yet, as far as the scroll bar should know. */
  readonly ahead: number
  readonly pending: boolean
  readonly error: unknown
  /** Reads what comes next; does nothing while it is being read. */
  readonly more: () => void
  readonly retry: () => void
}

/** Watches the pages of one section. */
class PageObserver extends InfiniteQueryObserver<ListPage, Error, ListPages, ListKey, string | null> {}
type Result = InfiniteQueryObserverResult<ListPages, Error>

interface Wanted {
  readonly key: string
  readonly group: Section['group']
  readonly within: Readonly<Record<string, string>>
}

/** How far the scroll bar reaches beyond the rows that are read, while nobody counted them. */
const unknownAhead = 24
/** A known group is not drawn longer than this ahead of its rows: they are read one page after the other. */
const knownAhead = 400

const flattened = new WeakMap<ListPages, readonly Row[]>()

/** All rows of the pages read so far; computed once per answer. */
function rowsOf(data: ListPages | undefined): readonly Row[] {
  if (!data) return []
  const known = flattened.get(data)
  if (known) return known
  const rows = data.pages.flatMap(({ items }) => items)
  flattened.set(data, rows)
  return rows
}

function sectionOf(wanted: Wanted, result: Result, start: () => void): Section {
  const rows = rowsOf(result.data)
  const left = wanted.group === null ? unknownAhead : Math.min(wanted.group.count - rows.length, knownAhead)
  return {
    key: wanted.key,
    group: wanted.group,
    rows,
    ahead: result.isPending || result.hasNextPage ? Math.max(left, 0) : 0,
    pending: result.isPending,
    error: result.error,
    more: () => {
      start()
      // A page that is on its way already must not be called off and asked for again.
      if (result.hasNextPage) void result.fetchNextPage({ cancelRefetch: false })
    },
    retry: () => void result.refetch(),
  }
}

/** Watches one paged query per section; those of groups start when their rows come into view. */
class SectionWatch {
  readonly #observers = new Map<string, PageObserver>()
  readonly #started = new Set<string>()
  readonly #stops = new Map<string, () => void>()
  readonly #listeners = new Set<() => void>()
  #version = 0

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly version = (): number => this.#version

  readonly #changed = (): void => {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }

  observer(key: string, make: () => PageObserver): PageObserver {
    const found = this.#observers.get(key)
    if (found) return found
    const made = make()
    this.#observers.set(key, made)
    return made
  }

  /** Lets a section that waited read its rows, and refresh them when they are old. */
  start(key: string, enable: () => void): void {
    if (!this.#stops.has(key) || this.#started.has(key)) return
    this.#started.add(key)
    enable()
  }

  /** Listens to exactly these sections. */
  keep(wanted: ReadonlySet<string>): void {
    for (const [key, observer] of this.#observers)
      if (!wanted.has(key)) {
        this.#stops.get(key)?.()
        this.#stops.delete(key)
        this.#started.delete(key)
        this.#observers.delete(key)
      } else if (!this.#stops.has(key)) this.#stops.set(key, observer.subscribe(this.#changed))
  }

  stop(): void {
    for (const stop of this.#stops.values()) stop()
    this.#stops.clear()
  }
}

/** The sections of a list in its present state, and whether their frame is still being read. */
export function useSections(
  register: AnyRegister,
  state: ListState,
): { sections: readonly Section[]; framing: boolean; frameError: unknown; retryFrame: () => void } {
  const client = useQueryClient()
  const [watch] = useState(() => new SectionWatch())
  const field = state.group
  const frame = useQuery({ ...summaryQuery(register, state, field ?? undefined), enabled: field !== null })
  const wanted: readonly Wanted[] = useMemo(() => {
    if (field === null) return [{ key: 'all', group: null, within: {} }]
    return (frame.data?.groups ?? []).map(({ value, count }) => ({
      key: `${field}=${String(value)}`,
      group: { value, count },
      within: groupFilter(field, value),
    }))
  }, [field, frame.data])
  const version = useSyncExternalStore(watch.subscribe, watch.version)

  const watched = useMemo(
    () =>
      wanted.map((one) => {
        const options = listQuery(register, state, one.within)
        // A group asks for its rows when they come into view, not before.
        const enabled = one.group === null
        const key = JSON.stringify(options.queryKey)
        const observer = watch.observer(key, () => new PageObserver(client, { ...options, enabled }))
        const start = () => {
          if (!enabled) watch.start(key, () => observer.setOptions({ ...options, enabled: true }))
        }
        return { wanted: one, key, observer, start }
      }),
    [client, watch, wanted, register, state],
  )
  useEffect(() => watch.keep(new Set(watched.map(({ key }) => key))), [watch, watched])
  useEffect(() => () => watch.stop(), [watch])
  const sections = useMemo(() => {
    // Another version means that an answer arrived; nothing else makes new sections.
    if (version < 0) return []
    return watched.map(({ wanted: one, observer, start }) =>
      sectionOf(one, observer.getCurrentResult(), start),
    )
  }, [watched, version])
  return {
    sections,
    framing: field !== null && frame.isPending,
    frameError: frame.error,
    retryFrame: () => void frame.refetch(),
  }
}
