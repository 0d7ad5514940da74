import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { indexedByName, loadRegister } from '../../app/registers.ts'
import { callStandard } from '../../client/call.ts'
import { detailOf } from '../../client/problem.ts'
import { DecisionDialog } from '../../register/record/decision/decision-dialog.tsx'
import type { WholeRecord } from '../../register/row.ts'
import { notify } from '../../ui/overlay/toast.tsx'
import { verbIn } from './way.ts'
import type { WorkItem } from './work-item.ts'

/** Decides about a record in place: reads it first, so that what is shown is what is decided. */
export function DecideDialog({
  item,
  operation,
  onClose,
}: {
  item: WorkItem
  operation: string
  onClose: () => void
}) {
  const name = item.subject?.register ?? ''
  const read = useQuery({
    queryKey: ['my-work', 'decide', name, item.id, item.version],
    queryFn: async () => {
      const indexed = indexedByName(name)
      if (!indexed) throw new Error(`No pages show ${name}.`)
      const register = await loadRegister(indexed)
      const { record } = await callStandard(register, 'get', { id: item.id })
      return { register, record: record as WholeRecord }
    },
    gcTime: 0,
    staleTime: 0,
  })
  useEffect(() => {
    if (!read.isError) return
    notify({ text: detailOf(read.error), tone: 'critical' })
    onClose()
  }, [read.isError, read.error, onClose])
  if (!read.data || read.isFetching) return null
  const { register, record } = read.data
  const verb = verbIn(operation)
  const transition = register.lifecycle.transitions[verb]
  if (!transition) return null
  return (
    <DecisionDialog
      register={register}
      record={record}
      decision={{ kind: 'transition', open: { verb, transition } }}
      onClose={onClose}
    />
  )
}
