import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { loadWordsOf } from '../../../web/app/registers.ts'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import type { viewDetermination } from '../contract.ts'
import { t } from './texts.ts'

export type View = z.output<(typeof viewDetermination)['output']>
export type Question = View['questions'][number]
export type Answer = string | boolean | string[] | null

export const viewKey = (id: string) => ['determination', 'view', id] as const

export const useView = (id: string) =>
  useQuery({
    queryKey: viewKey(id),
    queryFn: async ({ signal }) => {
      // What changed is said in the words of the AI system, whose pages may not have been opened yet.
      const [view] = await Promise.all([
        call('determination.view', { id }, { signal }),
        loadWordsOf(['determination', 'ai-system']),
      ])
      return view
    },
  })

/**
 * Saves each answer as it is given, one after the other, so that every save is based on the version before it. What
 * could not be saved is said and taken back by reading again.
 */
export function useSaving(id: string): {
  saving: boolean
  save: (change: { answers?: Record<string, Answer>; rationale?: string }) => void
  /** What stands once everything that was given so far is saved. */
  saved: () => Promise<View | undefined>
} {
  const client = useQueryClient()
  const queue = useRef<Promise<void>>(Promise.resolve())
  const [waiting, setWaiting] = useState(0)
  const save = (change: { answers?: Record<string, Answer>; rationale?: string }) => {
    setWaiting((count) => count + 1)
    queue.current = queue.current
      .then(async () => {
        const before = client.getQueryData<View>(viewKey(id))
        if (!before) return
        await call('determination.answer', {
          id,
          expected_version: before.record.version,
          answers: change.answers ?? {},
          ...(change.rationale === undefined ? {} : { rationale: change.rationale }),
        })
      })
      .catch((error: unknown) =>
        notify({ text: t('page.not_saved', { detail: detailOf(error) }), tone: 'critical' }),
      )
      .then(async () => {
        await client.refetchQueries({ queryKey: viewKey(id) })
        setWaiting((count) => count - 1)
      })
  }
  const saved = async () => {
    await queue.current
    return client.getQueryData<View>(viewKey(id))
  }
  return { saving: waiting > 0, save, saved }
}
