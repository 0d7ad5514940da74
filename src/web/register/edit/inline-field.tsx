import { IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { t } from '../../messages/message.ts'
import { capital, labelOf } from '../../messages/words.ts'
import { useFocusBack } from '../../ui/focus-back.ts'
import { Popover } from '../../ui/overlay/popover.tsx'
import { Tip } from '../../ui/overlay/tip.tsx'
import { typedInput } from '../form/typed-input.ts'
import { Value, valueText } from '../value/value.tsx'
import styles from './inline-field.module.css'
import { isChanged, isPicked, Picker, staysOpen } from './picker.tsx'

export interface RecordPlace {
  readonly plural: string
  readonly id: string
}

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  editable: boolean
  /** Why nobody changes it in the state of its record: it then stands as text, which says so. */
  locked?: string | undefined
  onSave: (value: unknown) => void
  /** In a list's cell, or among the facts of a record. */
  place: 'cell' | 'fact'
  tabIndex?: number
  /** Where a reference leads: it then is a link, and what is beside it changes it. */
  leads?: RecordPlace | undefined
}

/** What was typed as a value of the field; undefined when it is not one. */
export function readTyped(declared: Field, typed: string): unknown {
  const words = typed.trim()
  if (words === '') return declared.required ? undefined : null
  if (declared.kind !== 'integer') return words
  const number = Number(words)
  return Number.isInteger(number) && number >= declared.min && number <= declared.max ? number : undefined
}

function TypedInput(props: Props & { onClose: () => void }) {
  const { register, field, declared, place, onClose } = props
  // As it was when typing began: what others change meanwhile must meet as a conflict, not be lost.
  const [{ value, onSave }] = useState(props)
  const [typed, setTyped] = useState(value === null || value === undefined ? '' : String(value))
  const done = useRef(false)
  const finish = (save: boolean) => {
    if (done.current) return
    done.current = true
    const read = readTyped(declared, typed)
    if (save && read !== undefined && isChanged(value, read)) onSave(read)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    finish(event.key === 'Enter')
  }
  return (
    <input
      className={`${styles.input} ${styles[place]}`}
      aria-label={labelOf(register, field)}
      {...typedInput(declared)}
      ref={(input) => input?.focus()}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={onKeyDown}
    />
  )
}

/** A reference that opens what it names; the pencil, and the empty space before it, change it. */
function LinkedAnchor(props: Props & { leads: RecordPlace; open: boolean; onToggle: () => void }) {
  const { register, field, declared, value, leads, open } = props
  const words = valueText(register, field, declared, value)
  return (
    <div className={`${styles.linked} ${styles.fact}`}>
      <Link to="/$plural/$id" params={{ plural: leads.plural, id: leads.id }} className={styles.link}>
        {words}
      </Link>
      <button
        type="button"
        className={styles.pencil}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={t('edit.cell', { name: labelOf(register, field), value: words })}
        onClick={props.onToggle}
      >
        <IconPencil size={14} stroke={1.75} />
      </button>
    </div>
  )
}

function PickedField(props: Props) {
  const { register, field, declared, place } = props
  const [begun, setBegun] = useState<Props | null>(null)
  const open = begun !== null
  const { value, onSave } = begun ?? props
  const [held, setHeld] = useState<{ readonly value: unknown } | null>(null)
  const close = () => {
    setBegun(null)
    if (held && isChanged(value, held.value)) onSave(held.value)
    setHeld(null)
  }
  const pick = (picked: unknown) => {
    if (staysOpen(declared)) {
      setHeld({ value: picked })
      return
    }
    setBegun(null)
    if (isChanged(value, picked)) onSave(picked)
  }
  const shown = held ? held.value : value
  return (
    <Popover
      opened={open}
      onClose={close}
      label={labelOf(register, field)}
      anchor={
        props.leads && held === null ? (
          <LinkedAnchor
            {...props}
            leads={props.leads}
            open={open}
            onToggle={() => (open ? close() : setBegun(props))}
          />
        ) : (
          <button
            type="button"
            className={`${styles.shown} ${styles[place]}`}
            tabIndex={props.tabIndex}
            aria-haspopup="listbox"
            aria-expanded={open}
            aria-label={t('edit.cell', {
              name: labelOf(register, field),
              value: valueText(register, field, declared, shown),
            })}
            onClick={() => (open ? close() : setBegun(props))}
          >
            <Value
              register={register}
              field={field}
              declared={declared}
              value={shown}
              whole={place === 'fact'}
            />
          </button>
        )
      }
    >
      <Picker register={register} field={field} declared={declared} value={value} onPick={pick} />
    </Popover>
  )
}

function TypedField(props: Props) {
  const { register, field, declared, value, place } = props
  const [editing, setEditing] = useState(false)
  const [button, giveBack] = useFocusBack<HTMLButtonElement>()
  const close = () => {
    setEditing(false)
    giveBack()
  }
  if (editing) return <TypedInput {...props} onClose={close} />
  return (
    <button
      type="button"
      ref={button}
      className={`${styles.shown} ${styles[place]}`}
      tabIndex={props.tabIndex}
      aria-label={t('edit.cell', {
        name: labelOf(register, field),
        value: valueText(register, field, declared, value),
      })}
      onClick={() => setEditing(true)}
    >
      <Value register={register} field={field} declared={declared} value={value} whole={place === 'fact'} />
    </button>
  )
}

/** A value that stands as it is, and why, for whoever points at it or reaches it. */
function LockedField(props: Props & { locked: string }) {
  const { register, field, declared, value, place, tabIndex = 0 } = props
  return (
    <Tip label={capital(props.locked)}>
      <div className={`${styles.still} ${styles.locked} ${styles[place]}`} tabIndex={tabIndex}>
        <Value register={register} field={field} declared={declared} value={value} whole={place === 'fact'} />
        <span className="sr-only">{capital(props.locked)}</span>
      </div>
    </Tip>
  )
}

/** A value that is edited where it stands. */
export function InlineField({ locked, ...props }: Props) {
  const { register, field, declared, value, place } = props
  if (locked !== undefined && !props.leads) return <LockedField {...props} locked={locked} />
  if (props.editable && locked === undefined)
    return isPicked(declared) ? <PickedField {...props} /> : <TypedField {...props} />
  if (props.leads)
    return (
      <div className={`${styles.still} ${styles[place]}`}>
        <Link to="/$plural/$id" params={{ ...props.leads }} className={styles.link}>
          {valueText(register, field, declared, value)}
        </Link>
      </div>
    )
  return (
    <div className={`${styles.still} ${styles[place]}`}>
      <Value register={register} field={field} declared={declared} value={value} whole={place === 'fact'} />
    </div>
  )
}
