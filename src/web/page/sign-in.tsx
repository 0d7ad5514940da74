import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { detailOf } from '../client/problem.ts'
import { type DemoPerson, demoPeople, signIn, signInAsDemoPerson } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { roleName } from '../messages/roles.ts'
import { PasswordField } from '../ui/field/password-field.tsx'
import { EmailField } from '../ui/field/text-field.tsx'
import { Avatar } from '../ui/mark/avatar.tsx'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import { useEnter } from './enter.ts'
import styles from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { SecondFactorQuestion } from './second-factor-question.tsx'

function DemoPeople({
  people,
  onPick,
}: {
  people: readonly DemoPerson[]
  onPick: (email: string) => Promise<void>
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const pick = (email: string) => {
    setProblem(null)
    onPick(email).catch((error: unknown) => setProblem(detailOf(error)))
  }
  return (
    <section className={styles.demo}>
      <h2>{t('sign_in.demo')}</h2>
      <p>{t('sign_in.demo.about')}</p>
      <ProblemNote text={problem} />
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.email}>
            <button type="button" className={styles.person} onClick={() => pick(person.email)}>
              <Avatar name={person.name} large />
              {person.name}
              <span className={styles.role}>{roleName(person.role)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where a person says who they are; a second factor is asked for only of whoever has one. */
export function SignIn() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [asked, setAsked] = useState(false)
  const { next } = useSearch({ from: '/sign-in' })
  const enter = useEnter(next)
  const demo = useQuery({
    queryKey: ['demo-people'],
    queryFn: demoPeople,
    staleTime: Number.POSITIVE_INFINITY,
  })

  if (asked) return <SecondFactorQuestion onProven={enter} />

  return (
    <Entrance title={t('sign_in.title')}>
      <EntranceForm
        action={t('sign_in.do')}
        below={
          <Link to="/reset" className={styles.link}>
            {t('sign_in.forgot')}
          </Link>
        }
        onSend={async () => {
          const { second_factor } = await signIn(email.trim(), password)
          if (second_factor) setAsked(true)
          else await enter()
        }}
      >
        <EmailField label={t('sign_in.email')} value={email} onChange={setEmail} />
        <PasswordField label={t('sign_in.password')} value={password} onChange={setPassword} />
      </EntranceForm>
      {demo.data && demo.data.length > 0 ? (
        <DemoPeople people={demo.data} onPick={(one) => signInAsDemoPerson(one).then(enter)} />
      ) : null}
    </Entrance>
  )
}
