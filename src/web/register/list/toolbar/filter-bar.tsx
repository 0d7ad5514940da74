import { IconFilter, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { useShortcuts } from '../../../shell/shortcut/shortcut.ts'
import { Button } from '../../../ui/button.tsx'
import { OptionList } from '../../../ui/field/option-list.tsx'
import { Popover } from '../../../ui/overlay/popover.tsx'
import { columnFields, type ListState, withoutField } from '../state/list-state.ts'
import { FilterEditor } from './filter-editor.tsx'
import { filterTexts } from './filter-text.ts'
import styles from './toolbar.module.css'

interface Props {
  register: AnyRegister
  state: ListState
  onState: (next: ListState) => void
}

function Chip({ register, state, onState, field, text }: Props & { field: string; text: string }) {
  const [open, setOpen] = useState(false)
  const name = labelOf(register, field)
  return (
    <span className={styles.chip}>
      <Popover
        opened={open}
        onClose={() => setOpen(false)}
        label={name}
        anchor={
          <button type="button" className={styles.open} aria-expanded={open} onClick={() => setOpen(!open)}>
            <span className={styles.name}>{name}</span>
            <span className={styles.value}>{text}</span>
          </button>
        }
      >
        <FilterEditor
          register={register}
          field={field}
          state={state}
          onState={onState}
          onDone={() => setOpen(false)}
        />
      </Popover>
      <button
        type="button"
        className={styles.remove}
        aria-label={t('filter.remove', { name })}
        onClick={() => onState(withoutField(state, field))}
      >
        <IconX size={12} />
      </button>
    </span>
  )
}

/** Opens a list of fields, then what the chosen one must hold. */
export function AddFilter({ register, state, onState }: Props) {
  const [open, setOpen] = useState(false)
  const [field, setField] = useState<string | null>(null)
  const close = () => {
    setOpen(false)
    setField(null)
  }
  useShortcuts([
    {
      keys: 'f',
      label: 'shortcut.filter',
      section: 'list',
      run: (event) => {
        event.preventDefault()
        setOpen(true)
      },
    },
  ])
  const fields = columnFields(register).map(([key]) => ({ value: key, label: labelOf(register, key) }))
  return (
    <Popover
      opened={open}
      onClose={close}
      label={t('filter.title')}
      anchor={
        <Button look="quiet" aria-expanded={open} onClick={() => (open ? close() : setOpen(true))}>
          <IconFilter size={14} stroke={1.75} />
          <span className={styles.word}>{t('filter.title')}</span>
        </Button>
      }
    >
      {field === null ? (
        <OptionList label={t('filter.by')} options={fields} selected={[]} onPick={setField} />
      ) : (
        <FilterEditor
          key={field}
          register={register}
          field={field}
          state={state}
          onState={onState}
          onDone={close}
        />
      )}
    </Popover>
  )
}

/** What narrows the list now; each part opens or goes away. */
export function FilterChips(props: Props) {
  return (
    <div className={styles.chips}>
      {filterTexts(props.register, props.state.filters).map(({ field, text }) => (
        <Chip key={field} {...props} field={field} text={text} />
      ))}
    </div>
  )
}
