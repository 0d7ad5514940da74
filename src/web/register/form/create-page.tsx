import { Link, useParams } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Field } from '../../../kernel/register/field.ts'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { indexedByPlural, registerNamed } from '../../app/registers.ts'
import { may, useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import { inSentence, manyOf, newOneOf, sectionOf } from '../../messages/words.ts'
import { PageHeader } from '../../shell/page/page-header.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { lastSearch } from '../list/state/place.ts'
import styles from './create-page.module.css'
import { FieldInput } from './field-input.tsx'
import { formParts } from './form-parts.ts'
import { NotAddedHere } from './not-added-here.tsx'
import { useNewRecord } from './use-new-record.ts'

const takesWholeLine = (declared: Field) => declared.kind === 'long_text'

function RegisterForm({ register }: { register: AnyRegister }) {
  const form = useRef<HTMLFormElement>(null)
  const { required, sections } = formParts(register)
  const { draft, returned, missing, problem, sending, change, discard, send } = useNewRecord(
    register,
    required,
    () =>
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')?.focus(),
      ),
  )
  const fields = listFields(register)
  const one = inSentence(newOneOf(register))
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
        <form className={styles.form} ref={form} onSubmit={send} noValidate>
          {returned ? (
            <p className={styles.draft}>
              {t('form.draft')}
              <Button look="quiet" onClick={discard}>
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

/** The form that creates a record of any register, for those who may. */
export function CreatePage() {
  const session = useSession()
  const { plural } = useParams({ from: '/shell/$plural/new' })
  const indexed = indexedByPlural(plural)
  if (!indexed) return null
  const register = registerNamed(indexed.name)
  if (!may(session, register, 'write')) return <NotAddedHere register={register} />
  return <RegisterForm key={plural} register={register} />
}
