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

interface RowProps {
  id: string
  index: number
  /** The arrow keys or the pointer stand on it. */
  active: boolean
  chosen: boolean
  /** It shows a box, as one of several that may be chosen. */
  boxed: boolean
  onPoint: () => void
  onTake: () => void
  onKeyDown: (event: KeyboardEvent) => void
  children: ReactNode
}

/** One option. The keyboard reaches it through the input above, by aria-activedescendant. */
const OptionRow = ({ id, index, active, chosen, boxed, onPoint, onTake, onKeyDown, children }: RowProps) => (
  <div
    id={id}
    data-index={index}
    data-active={active}
    className={styles.option}
    role="option"
    tabIndex={-1}
    aria-selected={chosen}
    onPointerMove={onPoint}
    onPointerDown={(event) => event.preventDefault()}
    onClick={onTake}
    onKeyDown={onKeyDown}
  >
    {boxed ? (
      <span className={styles.box} data-on={chosen}>
        {chosen ? <IconCheck size={12} stroke={3} /> : null}
      </span>
    ) : null}
    {children}
    {chosen && !boxed ? <IconCheck size={14} className={styles.check} /> : null}
  </div>
)

/** A list to choose from by typing, arrow keys or pointer. The one picker of the product. */
export function OptionList(props: Props) {
  const { label, options, selected, multiple = false, onPick, onSearch, onCreate } = props
  const [words, setWords] = useState(props.initial ?? '')
  // It begins at what stands, where all options are at hand.
  const [active, setActive] = useState(() =>
    multiple || onSearch
      ? 0
      : Math.max(
          options.findIndex(({ value }) => selected.includes(value)),
          0,
        ),
  )
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
  const rowOf = (index: number) => ({
    id: `${id}-${index}`,
    index,
    active: index === at,
    onPoint: () => setActive(index),
    onTake: () => take(index),
    onKeyDown,
  })
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
          <OptionRow
            key={option.value}
            {...rowOf(index)}
            chosen={selected.includes(option.value)}
            boxed={multiple}
          >
            {option.icon}
            <span className={styles.label}>{option.label}</span>
            {option.hint ? <span className={styles.hint}>{option.hint}</span> : null}
          </OptionRow>
        ))}
        {creatable ? (
          <OptionRow {...rowOf(shown.length)} chosen={false} boxed={false}>
            <span className={styles.label}>{t('option.add', { words: words.trim() })}</span>
          </OptionRow>
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
