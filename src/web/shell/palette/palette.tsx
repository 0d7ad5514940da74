import { IconArrowRight, IconBolt, IconFileText, IconPlus, IconUser } from '@tabler/icons-react'
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { t } from '../../messages/message.ts'
import { useRested } from '../../ui/debounce.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { useShellControls } from '../shell-controls.ts'
import styles from './palette.module.css'
import { type Result, useResults } from './palette-results.ts'

const icons = {
  here: <IconBolt size={16} stroke={1.75} />,
  go: <IconArrowRight size={16} stroke={1.75} />,
  create: <IconPlus size={16} stroke={1.75} />,
  records: <IconFileText size={16} stroke={1.75} />,
  account: <IconUser size={16} stroke={1.75} />,
}

/** Everything the person can do or open, by typing its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const settled = useRested(words.trim(), 120)
  const { openShortcuts } = useShellControls()
  const { results, searching } = useResults(words, settled, openShortcuts)
  /** Enter was pressed before anything was found for what was typed. */
  const [awaiting, setAwaiting] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const at = Math.min(active, Math.max(results.length - 1, 0))

  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const take = (result: Result | undefined) => {
    if (!result) return
    onClose()
    result.run()
  }
  const taking = awaiting && !searching
  useEffect(() => {
    if (!taking) return
    setAwaiting(false)
    const [first] = results
    if (!first) return
    onClose()
    first.run()
  }, [taking, results, onClose])
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && results.length > 0) {
      event.preventDefault()
      setActive((at + step + results.length) % results.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (results.length === 0 && searching) setAwaiting(true)
      else take(results[at])
    }
  }
  return (
    <Dialog title={t('palette.title')} bare onClose={onClose}>
      <input
        className={styles.input}
        role="combobox"
        aria-label={t('palette.title')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={results.length > 0 ? `${id}-${at}` : undefined}
        placeholder={t('palette.placeholder')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(0)
          setAwaiting(false)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.results} role="listbox" id={id} aria-label={t('palette.results')} ref={list}>
        {results.map((result, index) => (
          <Fragment key={`${result.section}-${result.key}`}>
            {results[index - 1]?.section === result.section ? null : (
              <div className={styles.heading} role="presentation">
                {t(`palette.${result.section}`)}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              data-index={index}
              data-active={index === at}
              className={styles.item}
              onPointerMove={() => setActive(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(result)}
              onKeyDown={onKeyDown}
            >
              {icons[result.section]}
              <span className={styles.label}>{result.label}</span>
              {result.about ? <span className={styles.about}>{result.about}</span> : null}
              {result.hint ? <span className={styles.hint}>{result.hint}</span> : null}
            </div>
          </Fragment>
        ))}
      </div>
      {results.length === 0 ? (
        <p className={styles.none}>{t(searching ? 'palette.searching' : 'palette.none')}</p>
      ) : null}
    </Dialog>
  )
}
