import { IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { t } from '../../messages/message.ts'
import styles from './option-list.module.css'

export interface Option {
  readonly value: string
  readonly label: string
  readonly icon?: ReactNode
  readonly hint?: string
}

interface Props {
  label: string
  options: readonly Option[]
  selected: readonly string[]
  /** Several may be chosen: options show boxes and the list stays open. */
  multiple?: boolean
  onPick: (value: string) => void
  /** Asked as the person types, when the options come from the server; otherwise they are narrowed here. */
  onSearch?: (words: string) => void
  /** Something is on its way. */
  busy?: boolean
  /** Offers what was typed as a value of its own. */
  onCreate?: (words: string) => void
  initial?: string
}

const matches = (option: Option, words: string) => option.label.toLowerCase().includes(words.toLowerCase())

/** A list to choose from by typing, arrow keys or pointer. The one picker of the product. */
export function OptionList(props: Props) {
  const { label, options, selected, multiple = false, onPick, onSearch, onCreate } = props
  const [words, setWords] = useState(props.initial ?? '')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = onSearch ? options : options.filter((option) => matches(option, words))
  const creatable =
    onCreate !== undefined && words.trim() !== '' && !options.some(({ label: one }) => one === words.trim())
  const count = shown.length + (creatable ? 1 : 0)
  const at = Math.min(active, Math.max(count - 1, 0))

  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const take = (index: number) => {
    const option = shown[index]
    if (option) onPick(option.value)
    else if (creatable) {
      onCreate(words.trim())
      setWords('')
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && count > 0) {
      event.preventDefault()
      setActive((at + step + count) % count)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take(at)
    }
  }
  return (
    <div className={styles.panel}>
      <input
        className={styles.search}
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={count > 0 ? `${id}-${at}` : undefined}
        placeholder={label}
        data-autofocus
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(0)
          onSearch?.(event.target.value)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        className={styles.list}
        role="listbox"
        id={id}
        aria-label={label}
        ref={list}
        aria-multiselectable={multiple}
      >
        {shown.map((option, index) => (
          // The keyboard reaches options through the input above, by aria-activedescendant.
          <div
            key={option.value}
            id={`${id}-${index}`}
            data-index={index}
            data-active={index === at}
            className={styles.option}
            role="option"
            tabIndex={-1}
            aria-selected={selected.includes(option.value)}
            onPointerMove={() => setActive(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(index)}
            onKeyDown={onKeyDown}
          >
            {multiple ? (
              <span className={styles.box} data-on={selected.includes(option.value)}>
                {selected.includes(option.value) ? <IconCheck size={12} stroke={3} /> : null}
              </span>
            ) : null}
            {option.icon}
            <span className={styles.label}>{option.label}</span>
            {option.hint ? <span className={styles.hint}>{option.hint}</span> : null}
            {!multiple && selected.includes(option.value) ? (
              <IconCheck size={14} className={styles.check} />
            ) : null}
          </div>
        ))}
        {creatable ? (
          <div
            id={`${id}-${shown.length}`}
            data-index={shown.length}
            data-active={shown.length === at}
            className={styles.option}
            role="option"
            tabIndex={-1}
            aria-selected={false}
            onPointerMove={() => setActive(shown.length)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(shown.length)}
            onKeyDown={onKeyDown}
          >
            <span className={styles.label}>{t('option.add', { words: words.trim() })}</span>
          </div>
        ) : null}
      </div>
      {count === 0 ? (
        <p className={styles.none} role="status">
          {props.busy ? t('option.searching') : t('option.none')}
        </p>
      ) : null}
    </div>
  )
}
