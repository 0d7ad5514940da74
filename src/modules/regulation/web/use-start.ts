import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { notify } from '../../../web/ui/overlay/toast.tsx'
import type { View } from './use-draft.ts'

const ofSystemKey = (systemId: string) => ['determinations-of', systemId] as const

/** What was determined about a system, and what is under way. */
export const useOfSystem = (systemId: string | undefined) =>
  useQuery({
    queryKey: ofSystemKey(systemId ?? ''),
    queryFn: ({ signal }) => call('determination.of-system', { ai_system_id: systemId ?? '' }, { signal }),
    enabled: systemId !== undefined,
    staleTime: 0,
  })

/** Begins a determination of a system and opens it. */
export function useStart(): (systemId: string, kind: View['record']['kind']) => Promise<void> {
  const navigate = useNavigate()
  const client = useQueryClient()
  return async (ai_system_id, kind) => {
    try {
      const { id } = await call('determination.start', { ai_system_id, kind })
      void client.invalidateQueries({ queryKey: ofSystemKey(ai_system_id) })
      await navigate({ to: '/$plural/$id', params: { plural: 'determinations', id } })
    } catch (error) {
      notify({ text: detailOf(error), tone: 'critical' })
    }
  }
}
