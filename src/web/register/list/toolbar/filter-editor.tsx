import { type FormEvent, useState } from 'react'
import type { Field } from '../../../../kernel/register/field.ts'
import { listFields, myself, noValue, parameterFor } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { answerOf, choiceOf, labelOf, stateOf } from '../../../messages/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Option, OptionList } from '../../../ui/field/option-list.tsx'
import { TextField } from '../../../ui/field/text-field.tsx'
import { useRecordOptions } from '../../edit/option-source.ts'
import { type ListState, withFilter } from '../state/list-state.ts'
import { filterValueText } from './filter-text.ts'
import styles from './toolbar.module.css'

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  state: ListState
  onState: (next: ListState) => void
  onDone: () => void
}

const chosenOf = (state: ListState, field: string): string[] => state.filters[field]?.split(',') ?? []

const toggled = (chosen: readonly string[], value: string): string =>
  (chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]).join(',')

function fixedOptions(register: AnyRegister, field: string, declared: Field): Option[] {
  const values = declared.kind === 'boolean' ? ['true', 'false'] : declared.values
  return values.map((value) => ({
    value,
    label:
      field === 'state'
        ? stateOf(register.name, value)
        : declared.kind === 'boolean'
          ? answerOf(register, field, value === 'true')
          : choiceOf(register, field, value),
  }))
}

const noneOption = (register: AnyRegister, field: string, declared: Field): Option[] =>
  declared.required ? [] : [{ value: noValue, label: filterValueText(register, field, noValue) }]

function FixedFilter({ register, field, declared, state, onState }: Props) {
  const chosen = chosenOf(state, field)
  const free = declared.kind === 'list'
  const options = free
    ? chosen.filter((value) => value !== noValue).map((value) => ({ value, label: value }))
    : fixedOptions(register, field, declared)
  const toggle = (value: string) => onState(withFilter(state, field, 'any_of', toggled(chosen, value)))
  return (
    <OptionList
      multiple
      label={labelOf(register, field)}
      options={[...options, ...noneOption(register, field, declared)]}
      selected={chosen}
      onPick={toggle}
      {...(free ? { onCreate: (words: string) => toggle(words.replaceAll(',', ' ')) } : {})}
    />
  )
}

function RecordFilter({ register, field, declared, state, onState }: Props) {
  const [words, setWords] = useState('')
  const people = declared.kind === 'person'
  const { options, busy } = useRecordOptions(people ? 'person' : declared.register, words)
  const chosen = chosenOf(state, field)
  const fixed: Option[] = [
    ...(people ? [{ value: myself, label: t('filter.me') }] : []),
    ...noneOption(register, field, declared),
  ]
  const kept = chosen
    .filter((value) => ![...fixed, ...options].some((option) => option.value === value))
    .map((value) => ({ value, label: filterValueText(register, field, value) }))
  return (
    <OptionList
      multiple
      label={labelOf(register, field)}
      options={words === '' ? [...fixed, ...kept, ...options] : options}
      selected={chosen}
      onSearch={setWords}
      busy={busy}
      onPick={(value) => onState(withFilter(state, field, 'any_of', toggled(chosen, value)))}
    />
  )
}

function WordsFilter({ register, field, state, onState, onDone }: Props) {
  const [words, setWords] = useState(state.filters[parameterFor(field, 'contains')] ?? '')
  const send = (event: FormEvent) => {
    event.preventDefault()
    onState(withFilter(state, field, 'contains', words.trim()))
    onDone()
  }
  return (
    <form className={styles.panel} onSubmit={send}>
      <TextField
        label={t('filter.words', { name: labelOf(register, field) })}
        data-autofocus
        value={words}
        onChange={setWords}
      />
      <Button look="primary" type="submit">
        {t('filter.apply')}
      </Button>
    </form>
  )
}

function RangeFilter({ field, declared, state, onState }: Props) {
  const type = declared.kind === 'date' ? 'date' : 'number'
  return (
    <div className={styles.panel}>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          label={t(end === 'from' ? 'filter.range.from' : 'filter.range.to')}
          type={type}
          data-autofocus={end === 'from' ? true : undefined}
          value={state.filters[parameterFor(field, end)] ?? ''}
          onChange={(text) => onState(withFilter(state, field, end, text))}
        />
      ))}
    </div>
  )
}

/** Chooses what a field must hold. */
export function FilterEditor(props: Omit<Props, 'declared'>) {
  const declared = listFields(props.register)[props.field]
  if (!declared) return null
  switch (declared.kind) {
    case 'person':
    case 'record':
      return <RecordFilter {...props} declared={declared} />
    case 'text':
    case 'long_text':
      return <WordsFilter {...props} declared={declared} />
    case 'integer':
    case 'date':
      return <RangeFilter {...props} declared={declared} />
    default:
      return <FixedFilter {...props} declared={declared} />
  }
}
