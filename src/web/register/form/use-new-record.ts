import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { keys } from '../../app/query-keys.ts'
import { callStandard } from '../../client/call.ts'
import { asProblem, type Problem } from '../../client/problem.ts'
import { t } from '../../messages/message.ts'
import { notify } from '../../ui/overlay/toast.tsx'
import type { WholeRecord } from '../row.ts'
import { isUnknown } from '../value/value.tsx'
import { type Draft, keepDraft, readDraft } from './draft.ts'

/** A record that is being written: what was typed is kept until it is created, and its page is opened then. */
export function useNewRecord(register: AnyRegister, required: readonly string[], onMistake: () => void) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => readDraft(register.name))
  const [returned, setReturned] = useState(() => Object.keys(draft).length > 0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const [sending, setSending] = useState(false)

  const change = (field: string, value: unknown) => {
    const next = { ...draft, [field]: value }
    setDraft(next)
    setMissing(missing.filter((name) => name !== field))
    keepDraft(register.name, next)
  }
  const discard = () => {
    setDraft({})
    keepDraft(register.name, {})
    setReturned(false)
  }
  const create = async () => {
    const absent = required.filter((field) => isUnknown(draft[field]))
    setMissing(absent)
    if (absent.length > 0) return onMistake()
    setSending(true)
    setProblem(null)
    try {
      const known = Object.fromEntries(Object.entries(draft).filter(([, value]) => !isUnknown(value)))
      const made = (await callStandard(register, 'create', known as never)) as WholeRecord
      keepDraft(register.name, {})
      void client.invalidateQueries({ queryKey: keys.all(register.name), refetchType: 'none' })
      notify({ text: t('form.created', { title: String(made[register.title]) }) })
      await navigate({ to: '/$plural/$id', params: { plural: register.plural, id: made.id }, replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setSending(false)
      onMistake()
    }
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    void create()
  }
  /** `returned`: it was begun earlier and found again. */
  return { draft, returned, problem, missing, sending, change, discard, send }
}
