import { useId, useState } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { helpOf, labelOf } from '../../messages/words.ts'
import { ChoiceButton } from '../../ui/field/choice-button.tsx'
import { FieldShell, Input, TextArea } from '../../ui/field/input.tsx'
import { Popover } from '../../ui/overlay/popover.tsx'
import { isPicked, Picker, staysOpen } from '../edit/picker.tsx'
import { Value } from '../value/value.tsx'
import { typedInput } from './typed-input.ts'

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  onChange: (value: unknown) => void
  error?: string | undefined
  /** Instead of the field's own label. */
  label?: string
}

type Described = Parameters<React.ComponentProps<typeof FieldShell>['children']>[0]

function PickedInput({ register, field, declared, value, onChange, input }: Props & { input: Described }) {
  const [open, setOpen] = useState(false)
  const shown = useId()
  return (
    <Popover
      opened={open}
      onClose={() => setOpen(false)}
      label={labelOf(register, field)}
      anchor={
        <ChoiceButton
          id={input.id}
          aria-expanded={open}
          aria-haspopup="listbox"
          aria-describedby={[shown, input['aria-describedby']].filter(Boolean).join(' ')}
          data-invalid={input['aria-invalid']}
          onClick={() => setOpen(!open)}
        >
          <span id={shown}>
            <Value
              register={register}
              field={field}
              declared={declared}
              value={value}
              whole
              unknown={t('form.choose')}
            />
          </span>
        </ChoiceButton>
      }
    >
      <Picker
        register={register}
        field={field}
        declared={declared}
        value={value}
        onPick={(picked) => {
          onChange(picked)
          if (!staysOpen(declared)) setOpen(false)
        }}
      />
    </Popover>
  )
}

const typedValue = (declared: Field, typed: string): unknown => {
  if (typed === '') return null
  return declared.kind === 'integer' ? Number(typed) : typed
}

/** A field of a form: its label, its input and what is wrong with it. */
export function FieldInput(props: Props) {
  const { register, field, declared, value, onChange, error } = props
  const typed = value === null || value === undefined ? '' : String(value)
  return (
    <FieldShell
      label={props.label ?? labelOf(register, field)}
      required={declared.required}
      help={helpOf(register, field)}
      error={error}
    >
      {(input) => {
        if (isPicked(declared)) return <PickedInput {...props} input={input} />
        if (declared.kind === 'long_text')
          return (
            <TextArea
              {...input}
              rows={4}
              maxLength={declared.max}
              value={typed}
              onChange={(event) => onChange(typedValue(declared, event.target.value))}
            />
          )
        return (
          <Input
            {...input}
            {...typedInput(declared)}
            aria-required={declared.required}
            value={typed}
            onChange={(event) => onChange(typedValue(declared, event.target.value))}
          />
        )
      }}
    </FieldShell>
  )
}
