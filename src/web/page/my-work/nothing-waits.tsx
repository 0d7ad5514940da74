import { useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import type { Beginning } from './beginning-query.ts'
import { t as say } from './beginning-texts.ts'
import { FirstSteps } from './first-steps.tsx'
import styles from './nothing-waits.module.css'
import { onlookerOf, Part } from './part.tsx'
import { kindIcons } from './work-row.tsx'

const kinds = ['decision', 'review', 'reading', 'answer', 'fix'] as const

function Kinds() {
  return (
    <>
      <h2 className={styles.heading}>{t('work.what')}</h2>
      <ul className={styles.kinds}>
        {kinds.map((kind) => (
          <li key={kind} className={styles.kind}>
            {kindIcons[kind]}
            <span className={styles.word}>{t(`work.kind.${kind}`)}</span>
            <span className={styles.about}>{t(`work.kind.${kind}.about`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Nothing is asked of the person: what the organization does first, and what their role does or can be asked. */
export function NothingWaits({ beginning }: { beginning: Beginning | undefined }) {
  const { person, roles } = useSession()
  const [first = person.name] = person.name.split(' ')
  const begins = beginning?.steps.some(({ state, may }) => state === 'next' && may)
  const onlooker = onlookerOf(roles)
  return (
    <div className={styles.column}>
      <h2 className={styles.hello}>
        {begins ? say('begin.hello', { name: first }) : t('work.hello', { name: first })}
      </h2>
      {onlooker ? <Part role={onlooker} /> : <p className={styles.lead}>{t('work.nothing')}</p>}
      {beginning ? <FirstSteps beginning={beginning} /> : null}
      {onlooker ? null : <Kinds />}
    </div>
  )
}
