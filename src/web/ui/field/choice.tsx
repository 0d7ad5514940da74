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
  /** Of the button, for the label beside or above it. */
  id?: string
  /** As high as the controls of a line, rather than the inputs of a form. */
  compact?: boolean
}

/** One of a few, chosen from the list that everything is chosen from. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, options, value, onChange, id, compact } = props
  const [open, setOpen] = useState(false)
  const shown = useId()
  return (
    <Popover
      opened={open}
      onClose={() => setOpen(false)}
      label={label}
      anchor={
        <ChoiceButton
          id={id}
          compact={compact}
          aria-label={label}
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-describedby={shown}
          onClick={() => setOpen(!open)}
        >
          <span id={shown}>{options.find((option) => option.value === value)?.label}</span>
        </ChoiceButton>
      }
    >
      <OptionList
        label={label}
        options={options}
        selected={[value]}
        onPick={(picked) => {
          const chosen = options.find((option) => option.value === picked)
          setOpen(false)
          if (chosen && chosen.value !== value) onChange(chosen.value)
        }}
      />
    </Popover>
  )
}
