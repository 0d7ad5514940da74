import { Link } from '@tanstack/react-router'
import { indexedByName } from '../../app/registers.ts'
import { groups } from '../../app/web-module.ts'
import { useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import { entriesOf, entryLabel } from '../../shell/sidebar.tsx'
import { buttonClass } from '../../ui/button.tsx'
import styles from './nothing-waits.module.css'
import { kindIcons } from './work-row.tsx'

const kinds = ['decision', 'review', 'reading', 'answer', 'fix'] as const

/** Nothing is asked of the person: what can be, and where to begin. */
export function NothingWaits() {
  const session = useSession()
  const [first = session.person.name] = session.person.name.split(' ')
  const entries = groups.flatMap((group) => entriesOf(session, group))
  return (
    <div className={styles.column}>
      <h2 className={styles.hello}>{t('work.hello', { name: first })}</h2>
      <p className={styles.lead}>{t('work.nothing')}</p>
      <h3 className={styles.heading}>{t('work.what')}</h3>
      <ul className={styles.kinds}>
        {kinds.map((kind) => (
          <li key={kind} className={styles.kind}>
            {kindIcons[kind]}
            <span className={styles.word}>{t(`work.kind.${kind}`)}</span>
            <span className={styles.about}>{t(`work.kind.${kind}.about`)}</span>
          </li>
        ))}
      </ul>
      <h3 className={styles.heading}>{t('work.begin')}</h3>
      <div className={styles.starts}>
        {entries.map((entry) => {
          const register = indexedByName(entry.register)
          return register ? (
            <Link
              key={entry.register}
              to="/$plural"
              params={{ plural: register.plural }}
              className={buttonClass('plain')}
            >
              <entry.icon size={16} stroke={1.75} />
              {entryLabel(entry)}
            </Link>
          ) : null
        })}
      </div>
    </div>
  )
}
