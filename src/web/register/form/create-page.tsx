import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister, Section } from '../../../kernel/register/register.ts'
import { keys } from '../../app/query-keys.ts'
import { indexedByPlural, registerNamed } from '../../app/registers.ts'
import { callStandard } from '../../client/call.ts'
import { asProblem, type Problem } from '../../client/problem.ts'
import { t } from '../../messages/message.ts'
import { inSentence, manyOf, oneOf, sectionOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { lastSearch } from '../list/state/place.ts'
import type { WholeRecord } from '../row.ts'
import { isUnknown } from '../value/value.tsx'
import styles from './create-page.module.css'
import { type Draft, keepDraft, readDraft } from './draft.ts'
import { FieldInput } from './field-input.tsx'

/** Required fields first; the rest by section, in declared order. */
export function formParts(register: AnyRegister): {
  required: string[]
  sections: { key: string; fields: string[] }[]
} {
  const required = Object.entries(register.fields).flatMap(([key, field]) => (field.required ? [key] : []))
  const listed = register.sections.flatMap(({ fields }) => fields)
  const unlisted = Object.keys(register.fields).filter((key) => !listed.includes(key))
  const all: Section[] = [...register.sections, { key: 'other', fields: unlisted }]
  const sections = all
    .filter(({ apart }) => !apart)
    .map(({ key, fields }) => ({
      key,
      fields: fields.filter((field) => !required.includes(field) && !register.fields[field]?.computed),
    }))
    .filter(({ fields }) => fields.length > 0)
  return { required, sections }
}

const takesWholeLine = (declared: Field) => declared.kind === 'long_text'

function RegisterForm({ register }: { register: AnyRegister }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<Draft>(() => readDraft(register.name))
  const [returned, setReturned] = useState(() => Object.keys(readDraft(register.name)).length > 0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const [sending, setSending] = useState(false)
  const fields = listFields(register)
  const { required, sections } = formParts(register)
  const one = inSentence(oneOf(register))

  const change = (field: string, value: unknown) => {
    const next = { ...draft, [field]: value }
    setDraft(next)
    setMissing(missing.filter((name) => name !== field))
    keepDraft(register.name, next)
  }
  const showFirstMistake = () =>
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')?.focus(),
    )

  const send = async (event: FormEvent) => {
    event.preventDefault()
    const absent = required.filter((field) => isUnknown(draft[field]))
    setMissing(absent)
    if (absent.length > 0) return showFirstMistake()
    setSending(true)
    setProblem(null)
    try {
      const known = Object.fromEntries(Object.entries(draft).filter(([, value]) => !isUnknown(value)))
      const made = (await callStandard(register, 'create', known as never)) as WholeRecord
      keepDraft(register.name, {})
      void client.invalidateQueries({ queryKey: keys.all(register.name), refetchType: 'none' })
      notify({ text: t('form.created', { title: String(made[register.title]) }) })
      await navigate({ to: '/$plural/$id', params: { plural: register.plural, id: made.id }, replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setSending(false)
      showFirstMistake()
    }
  }
  const input = (field: string) => {
    const declared = fields[field]
    if (!declared) return null
    return (
      <div key={field} className={takesWholeLine(declared) ? styles.whole : ''}>
        <FieldInput
          register={register}
          field={field}
          declared={declared}
          value={draft[field] ?? null}
          onChange={(value) => change(field, value)}
          error={missing.includes(field) ? t('form.missing') : problem?.issueAt(field)}
        />
      </div>
    )
  }
  return (
    <>
      <PageHeader
        title={t('form.title', { one })}
        parent={{ label: manyOf(register), plural: register.plural }}
      />
      <div className={styles.page}>
        <form className={styles.form} ref={form} onSubmit={(event) => void send(event)} noValidate>
          {returned ? (
            <p className={styles.draft}>
              {t('form.draft')}
              <Button
                look="quiet"
                onClick={() => {
                  setDraft({})
                  keepDraft(register.name, {})
                  setReturned(false)
                }}
              >
                {t('form.discard')}
              </Button>
            </p>
          ) : null}
          <ProblemNote text={problem && t('form.failed', { detail: problem.message })} />
          {required.map(input)}
          {sections.map((section, index) => (
            <section key={section.key} className={styles.section}>
              <div>
                <h2 className={styles.heading}>
                  {section.key === 'other' ? t('form.more') : sectionOf(register, section.key)}
                </h2>
                {index === 0 ? <p className={styles.about}>{t('form.more_about')}</p> : null}
              </div>
              <div className={styles.pair}>{section.fields.map(input)}</div>
            </section>
          ))}
          <div className={styles.foot}>
            <Link
              to="/$plural"
              params={{ plural: register.plural }}
              search={lastSearch(register.plural)}
              className={buttonClass('plain')}
            >
              {t('dialog.cancel')}
            </Link>
            <Button look="primary" type="submit" disabled={sending}>
              {t('form.create', { one })}
            </Button>
          </div>
        </form>
      </div>
    </>
  )
}

/** The form that creates a record of any register. */
export function CreatePage() {
  const { plural } = useParams({ from: '/shell/$plural/new' })
  const indexed = indexedByPlural(plural)
  return indexed ? <RegisterForm key={plural} register={registerNamed(indexed.name)} /> : null
}
