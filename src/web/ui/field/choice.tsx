import { useId, useState } from 'react'
import { Popover } from '../overlay/popover.tsx'
import { ChoiceButton } from './choice-button.tsx'
import { OptionList } from './option-list.tsx'

export interface ChoiceOption<Value extends string> {
  readonly value: Value
  readonly label: string
}

interface Props<Value extends string> {
  /** What is chosen; read aloud with what stands. */
  label: string
  options: readonly ChoiceOption<Value>[]
  value: Value
  onChange: (value: Value) => void
  /** Of the button, for the label beside or above it; without one it says its label itself. */
  id?: string
  /** As high as the controls of a line, rather than the inputs of a form. */
  compact?: boolean
}

/** One of a few, chosen from the list that everything is chosen from. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, options, value, onChange, id, compact } = props
  const [open, setOpen] = useState(false)
  const shown = useId()
  const chosen = options.find((option) => option.value === value)?.label ?? ''
  return (
    <Popover
      opened={open}
      onClose={() => setOpen(false)}
      label={label}
      anchor={
        <ChoiceButton
          id={id}
          compact={compact}
          aria-label={id === undefined ? `${label}: ${chosen}` : undefined}
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-describedby={shown}
          onClick={() => setOpen(!open)}
        >
          <span id={shown}>{chosen}</span>
        </ChoiceButton>
      }
    >
      <OptionList
        label={label}
        options={options}
        selected={[value]}
        onPick={(picked) => {
          const next = options.find((option) => option.value === picked)
          setOpen(false)
          if (next && next.value !== value) onChange(next.value)
        }}
      />
    </Popover>
  )
}
