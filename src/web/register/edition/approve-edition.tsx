import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../../app/query-keys.ts'
import type { WorkActProps } from '../../app/web-module.ts'
import { callEdition } from '../../client/call.ts'
import { capital } from '../../messages/words.ts'
import { SignDialog } from '../../signing/sign-dialog.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { t } from './text.ts'

interface Props {
  /** The name of its register. */
  register: string
  id: string
  title: string
  onClose: () => void
}

/** Puts an edition in force by signature, on its own page or where it waits in My work. */
export function ApproveEdition({ register, id, title, onClose }: Props) {
  const client = useQueryClient()
  const said = useQuery({
    queryKey: [...keys.about(register, id), 'approval'],
    queryFn: ({ signal }) => callEdition(register, 'approval', { id }, { signal }),
    staleTime: 0,
  }).data
  return (
    <SignDialog
      title={t('edition.approve.title', { title })}
      statement={said?.statement}
      version={said?.version}
      obstacles={said?.obstacles.map(capital)}
      onClose={onClose}
      onStale={() => void client.invalidateQueries({ queryKey: keys.all(register) })}
      onSign={async (signature) => {
        if (!said) return
        await callEdition(register, 'approve', { id, expected_version: said.version, signature })
        // Records of other registers are judged by what is in force.
        await client.invalidateQueries({ queryKey: keys.everything })
        notify({ text: t('edition.approve.done') })
      }}
    />
  )
}

/** Signs an edition that waits in My work. */
export const Approve = ({ item, operation, onClose }: WorkActProps) => (
  <ApproveEdition
    register={operation.slice(0, operation.lastIndexOf('.'))}
    id={item.id}
    title={item.title}
    onClose={onClose}
  />
)
