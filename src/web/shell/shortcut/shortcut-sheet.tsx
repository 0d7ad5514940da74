import { prefer, usePreference } from '../../app/preference.ts'
import { t } from '../../messages/message.ts'
import { commandKey, Kbd } from '../../ui/mark/kbd.tsx'
import { Dialog, DialogBody } from '../../ui/overlay/dialog.tsx'
import { activeShortcuts, type Shortcut } from './shortcut.ts'
import styles from './shortcut-sheet.module.css'

const signs: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', ' ': 'Space' }

const spelled = (keys: string): string[] =>
  keys.startsWith('mod+') ? [commandKey, keys.slice(4).toUpperCase()] : [signs[keys] ?? keys]

const sections = ['anywhere', 'list', 'record'] as const

function Line({ label, all }: { label: Shortcut['label']; all: readonly Shortcut[] }) {
  return (
    <li className={styles.line}>
      {t(label)}
      <span className={styles.keys}>
        {all
          .flatMap(({ keys }) => spelled(keys))
          .map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
      </span>
    </li>
  )
}

/** Every key that works on the open page. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const letters = usePreference('letters')
  const shortcuts = activeShortcuts()
  return (
    <Dialog title={t('shortcut.title')} onClose={onClose}>
      <DialogBody>
        <div className={styles.columns}>
          {sections.map((section) => {
            const here = shortcuts.filter((one) => one.section === section)
            const labels = [...new Set(here.map(({ label }) => label))]
            if (labels.length === 0) return null
            return (
              <section key={section}>
                <h3 className={styles.heading}>{t(`shortcut.section.${section}`)}</h3>
                <ul>
                  {labels.map((label) => (
                    <Line key={label} label={label} all={here.filter((one) => one.label === label)} />
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={letters === 'on'}
            onChange={(event) => prefer('letters', event.target.checked ? 'on' : 'off')}
          />
          {t('shortcut.letters')}
        </label>
      </DialogBody>
    </Dialog>
  )
}
