import { IconChecks, IconEyeCheck, IconMessageQuestion, IconSchool, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { indexedByName } from '../app/registers.ts'
import { groups } from '../app/web-module.ts'
import { useSession } from '../client/session.ts'
import { t } from '../messages/message.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { entriesOf, entryLabel } from '../shell/sidebar.tsx'
import { buttonClass } from '../ui/button.tsx'
import styles from './my-work.module.css'

const kinds = [
  { key: 'approve', icon: <IconChecks size={16} stroke={1.75} /> },
  { key: 'review', icon: <IconEyeCheck size={16} stroke={1.75} /> },
  { key: 'read', icon: <IconSchool size={16} stroke={1.75} /> },
  { key: 'answer', icon: <IconMessageQuestion size={16} stroke={1.75} /> },
  { key: 'fix', icon: <IconTool size={16} stroke={1.75} /> },
] as const

/** What is asked of the person. Until obligations are kept, it says what will stand here and where to begin. */
export function MyWork() {
  const session = useSession()
  const [first = session.person.name] = session.person.name.split(' ')
  const entries = groups.flatMap((group) => entriesOf(session, group))
  return (
    <>
      <PageHeader title={t('work.title')} />
      <div className={styles.page}>
        <div className={styles.column}>
          <h2 className={styles.hello}>{t('work.hello', { name: first })}</h2>
          <p className={styles.lead}>{t('work.nothing')}</p>
          <h3 className={styles.heading}>{t('work.what')}</h3>
          <ul className={styles.kinds}>
            {kinds.map(({ key, icon }) => (
              <li key={key} className={styles.kind}>
                {icon}
                <span className={styles.word}>{t(`work.${key}`)}</span>
                <span className={styles.about}>{t(`work.${key}.about`)}</span>
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
      </div>
    </>
  )
}
