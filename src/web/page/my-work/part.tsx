import { Link } from '@tanstack/react-router'
import { t } from './beginning-texts.ts'
import styles from './nothing-waits.module.css'

const settings = (id: string) => ({ plural: 'settings', id })

/** Roles of which My work seldom asks anything, with the pages on which they work instead. */
const pages = {
  administrator: [
    { label: 'part.administrator.people', ...settings('people') },
    { label: 'part.administrator.keys', ...settings('keys') },
    { label: 'part.administrator.background', ...settings('background-work') },
  ],
  'certification-auditor': [
    { label: 'part.certification-auditor.trail', plural: 'trail', id: undefined },
    {
      label: 'part.certification-auditor.statement',
      plural: 'statement-of-applicability',
      id: undefined,
    },
    { label: 'part.certification-auditor.requirements', plural: 'requirements', id: undefined },
  ],
} as const

type Onlooker = keyof typeof pages

/** The role by which the person looks after or looks at the management system; undefined when they work in it too. */
export function onlookerOf(roles: readonly string[]): Onlooker | undefined {
  const [role, ...others] = roles
  return others.length === 0 && (role === 'administrator' || role === 'certification-auditor')
    ? role
    : undefined
}

/** What the role does here, and where to look. */
export function Part({ role }: { role: Onlooker }) {
  return (
    <>
      <p className={styles.lead}>{t(`part.${role}`)}</p>
      <p className={styles.links}>
        {pages[role].map(({ label, plural, id }) =>
          id === undefined ? (
            <Link key={label} to="/$plural" params={{ plural }} className={styles.link}>
              {t(label)}
            </Link>
          ) : (
            <Link key={label} to="/$plural/$id" params={{ plural, id }} className={styles.link}>
              {t(label)}
            </Link>
          ),
        )}
      </p>
    </>
  )
}
