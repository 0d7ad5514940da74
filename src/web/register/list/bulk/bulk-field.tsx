import { useState } from 'react'
import type { Field } from '../../../../kernel/register/field.ts'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { ChoiceButton } from '../../../ui/field/choice-button.tsx'
import { FieldShell } from '../../../ui/field/input.tsx'
import { OptionList } from '../../../ui/field/option-list.tsx'
import { Popover } from '../../../ui/overlay/popover.tsx'

/** What many records may hold alike; a text or a list of words is mostly each record's own. */
const alike: readonly Field['kind'][] = [
  'choice',
  'boolean',
  'person',
  'record',
  'date',
  'choices',
  'integer',
]

const likelihood = (key: string, field: Field): number =>
  key === 'owner_id' ? -1 : alike.includes(field.kind) ? alike.indexOf(field.kind) : alike.length

/** The fields that can be changed on many records, those that mostly are first. */
const changeable = (register: AnyRegister): [string, Field][] =>
  Object.entries(listFields(register))
    .filter(
      ([key]) =>
        key === 'owner_id' ||
        (key in register.fields && key !== register.title && !register.fields[key]?.computed),
    )
    .sort(([key, field], [other, otherField]) => likelihood(key, field) - likelihood(other, otherField))

/** Which field is changed; none until one is chosen. */
export function FieldChoice({
  register,
  field,
  onField,
}: {
  register: AnyRegister
  field: string | null
  onField: (field: string) => void
}) {
  const [open, setOpen] = useState(false)
  const options = changeable(register).map(([key]) => ({ value: key, label: labelOf(register, key) }))
  return (
    <FieldShell label={t('bulk.field')}>
      {(input) => (
        <Popover
          opened={open}
          onClose={() => setOpen(false)}
          label={t('bulk.field')}
          anchor={
            <ChoiceButton id={input.id} aria-expanded={open} onClick={() => setOpen(!open)}>
              {field === null ? t('bulk.choose_field') : labelOf(register, field)}
            </ChoiceButton>
          }
        >
          <OptionList
            label={t('bulk.field')}
            options={options}
            selected={field === null ? [] : [field]}
            onPick={(picked) => {
              onField(picked)
              setOpen(false)
            }}
          />
        </Popover>
      )}
    </FieldShell>
  )
}
