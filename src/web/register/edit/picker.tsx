import { useState } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { may, useSession } from '../../client/session.ts'
import { titleOf } from '../../client/titles.ts'
import { t } from '../../messages/message.ts'
import { answerOf, choiceOf, labelOf } from '../../messages/words.ts'
import { type Option, OptionList } from '../../ui/field/option-list.tsx'
import { Avatar } from '../../ui/mark/avatar.tsx'
import { unknownText } from '../value/value.tsx'
import { same } from './conflict.ts'
import { useRecordOptions } from './option-source.ts'

/** Kinds of field that are answered by choosing. */
export const isPicked = (field: Field): boolean =>
  ['choice', 'choices', 'boolean', 'person', 'record', 'list'].includes(field.kind)

interface PickerProps {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  /** Takes the new value and closes; several values are taken as they are ticked. */
  onPick: (value: unknown) => void
}

/** Stands for "nothing known" among the options. */
const unknownOption = '_unknown'

const withUnknown = (
  register: AnyRegister,
  field: string,
  declared: Field,
  options: readonly Option[],
): readonly Option[] =>
  declared.required
    ? options
    : [...options, { value: unknownOption, label: unknownText(register, field, declared) }]

function RecordPicker({ register, field, declared, value, onPick }: PickerProps) {
  const session = useSession()
  const [words, setWords] = useState('')
  const people = declared.kind === 'person'
  const duty = field === 'owner_id' ? register.owner_does : undefined
  const { options, busy } = useRecordOptions(
    people ? 'person' : declared.register,
    words,
    duty === undefined ? undefined : register.name,
  )
  const current = typeof value === 'string' ? value : null
  const me = session.person
  const first: Option[] =
    people && words === '' && (duty === undefined || may(session, register, duty, { owner_id: me.id }))
      ? [{ value: me.id, label: me.name, hint: t('picker.me') }]
      : []
  const shown = [...first, ...options.filter((option) => !first.some((one) => one.value === option.value))]
  if (current !== null && words === '' && !shown.some((option) => option.value === current)) {
    const label = titleOf(current)
    if (label) shown.unshift({ value: current, label })
  }
  const drawn = people ? shown.map((one) => ({ ...one, icon: <Avatar name={one.label} /> })) : shown
  return (
    <OptionList
      label={labelOf(register, field)}
      options={words === '' ? withUnknown(register, field, declared, drawn) : drawn}
      selected={[current ?? unknownOption]}
      onSearch={setWords}
      busy={busy}
      onPick={(picked) => onPick(picked === unknownOption ? null : picked)}
    />
  )
}

function ManyPicker({ register, field, declared, value, onPick }: PickerProps) {
  const [chosen, setChosen] = useState<readonly string[]>(Array.isArray(value) ? value.map(String) : [])
  const free = declared.kind === 'list'
  const known = free
    ? [...new Set([...(Array.isArray(value) ? value.map(String) : []), ...chosen])]
    : declared.values
  const toggle = (one: string) => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]
    // In declared order, so that the same choice is the same value.
    const ordered = free ? next : declared.values.filter((other) => next.includes(other))
    setChosen(ordered)
    onPick(ordered)
  }
  return (
    <OptionList
      multiple
      label={labelOf(register, field)}
      options={known.map((one) => ({ value: one, label: free ? one : choiceOf(register, field, one) }))}
      selected={chosen}
      onPick={toggle}
      {...(free ? { onCreate: toggle } : {})}
    />
  )
}

function OnePicker({ register, field, declared, value, onPick }: PickerProps) {
  const yesOrNo = declared.kind === 'boolean'
  const options = yesOrNo
    ? [
        { value: 'true', label: answerOf(register, field, true) },
        { value: 'false', label: answerOf(register, field, false) },
      ]
    : declared.values.map((one) => ({ value: one, label: choiceOf(register, field, one) }))
  const take = (picked: string) => {
    if (picked === unknownOption) onPick(null)
    else onPick(yesOrNo ? picked === 'true' : picked)
  }
  return (
    <OptionList
      label={labelOf(register, field)}
      options={withUnknown(register, field, declared, options)}
      selected={[value === null || value === undefined ? unknownOption : String(value)]}
      onPick={take}
    />
  )
}

/** Chooses a value of any picked kind. */
export function Picker(props: PickerProps) {
  const { kind } = props.declared
  if (kind === 'person' || kind === 'record') return <RecordPicker {...props} />
  if (kind === 'choices' || kind === 'list') return <ManyPicker {...props} />
  return <OnePicker {...props} />
}

/** Several values are taken when the picker closes; one is taken at once. */
export const staysOpen = (field: Field): boolean => field.kind === 'choices' || field.kind === 'list'

export const isChanged = (before: unknown, after: unknown): boolean => !same(before, after)
