import { IconAdjustmentsHorizontal, IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { prefer, usePreference } from '../../../app/preference.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { applyLooks } from '../../../theme/scheme.ts'
import { Button } from '../../../ui/button.tsx'
import { Segments } from '../../../ui/field/segments.tsx'
import { Popover } from '../../../ui/overlay/popover.tsx'
import { AsOfChoice } from '../../as-of-choice.tsx'
import { columnFields, type ListState } from '../state/list-state.ts'
import styles from './toolbar.module.css'

interface Props {
  register: AnyRegister
  state: ListState
  onState: (next: ListState) => void
}

function Columns({ register, state, onState }: Props) {
  const shown = state.columns
  const hidden = columnFields(register)
    .map(([key]) => key)
    .filter((key) => !shown.includes(key))
  const set = (columns: readonly string[]) => onState({ ...state, columns })
  const moved = (key: string, by: 1 | -1) => {
    const from = shown.indexOf(key)
    const rest = shown.filter((one) => one !== key)
    set([...rest.slice(0, from + by), key, ...rest.slice(from + by)])
    moving.current = { key, by }
  }
  const list = useRef<HTMLUListElement>(null)
  const moving = useRef<{ key: string; by: 1 | -1 } | null>(null)
  useEffect(() => {
    // Whoever moves a column by keyboard stays on its button, or on the other when it can go no further.
    if (moving.current === null || shown.length === 0) return
    const { key, by } = moving.current
    moving.current = null
    const buttons = `[data-column="${key}"] button:not(:disabled)`
    const again = list.current?.querySelector<HTMLElement>(`${buttons}[data-by="${by}"]`)
    ;(again ?? list.current?.querySelector<HTMLElement>(buttons))?.focus()
  }, [shown])
  return (
    <section>
      <h3 className={styles.heading}>{t('display.columns')}</h3>
      <ul className={styles.columns} ref={list}>
        {[...shown, ...hidden].map((key) => {
          const at = shown.indexOf(key)
          const name = labelOf(register, key)
          return (
            <li key={key} className={styles.column} data-column={key}>
              <label>
                <input
                  type="checkbox"
                  checked={at >= 0}
                  disabled={key === register.title}
                  onChange={() => set(at >= 0 ? shown.filter((one) => one !== key) : [...shown, key])}
                />
                {name}
              </label>
              {at > 0 ? (
                <span className={styles.order}>
                  <button
                    type="button"
                    aria-label={t('display.up', { name })}
                    data-by={-1}
                    disabled={at === 1}
                    onClick={() => moved(key, -1)}
                  >
                    <IconChevronUp size={14} />
                  </button>
                  <button
                    type="button"
                    aria-label={t('display.down', { name })}
                    data-by={1}
                    disabled={at === shown.length - 1}
                    onClick={() => moved(key, 1)}
                  >
                    <IconChevronDown size={14} />
                  </button>
                </span>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** How the list is shown: density, archived records, an earlier moment, columns and their order. */
export function DisplayMenu(props: Props) {
  const { state, onState } = props
  const [open, setOpen] = useState(false)
  const density = usePreference('density')
  return (
    <Popover
      opened={open}
      onClose={() => setOpen(false)}
      place="bottom-end"
      label={t('display.title')}
      anchor={
        <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconAdjustmentsHorizontal size={14} stroke={1.75} />
          <span className={styles.word}>{t('display.title')}</span>
        </Button>
      }
    >
      <div className={styles.panel}>
        <Segments
          labelShown
          label={t('display.density')}
          value={density}
          onChange={(chosen) => {
            prefer('density', chosen)
            applyLooks()
          }}
          options={[
            { value: 'comfortable', label: t('display.comfortable') },
            { value: 'dense', label: t('display.dense') },
          ]}
        />
        <Segments
          labelShown
          label={t('display.archived')}
          value={state.archived}
          onChange={(archived) => onState({ ...state, archived })}
          options={[
            { value: 'false', label: t('display.archived.hide') },
            { value: 'all', label: t('display.archived.all') },
            { value: 'true', label: t('display.archived.only') },
          ]}
        />
        <AsOfChoice key={state.as_of} asOf={state.as_of} onChoose={(as_of) => onState({ ...state, as_of })} />
        <Columns {...props} />
      </div>
    </Popover>
  )
}
