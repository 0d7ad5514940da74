import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode, RefCallback } from 'react'
import { indexedByName } from '../../../web/app/registers.ts'
import { call } from '../../../web/client/call.ts'
import { formatDate } from '../../../web/messages/format.ts'
import { everyText } from '../../../web/messages/interval.ts'
import { capital, manyOf, readable } from '../../../web/messages/words.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { DocumentAhead } from '../../../web/register/record/document-ahead.tsx'
import { DocumentLayout } from '../../../web/shell/page/document-layout.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { useScrolledPast } from '../../../web/shell/page/scrolled-past.ts'
import { ThreadGroups } from '../../../web/thread/thread-groups.tsx'
import { threadQuery } from '../../../web/thread/thread-query.ts'
import type { RequirementPage } from '../page/page-schema.ts'
import { CrosswalkRows } from './crosswalk-rows.tsx'
import styles from './requirement-page.module.css'
import { t } from './texts.ts'

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  )
}

/** A part of the document that is left out when there is nothing to say. */
function Listed({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <Part title={title}>
      <ul className={styles.bullets}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Part>
  )
}

function Findings({ one }: { one: RequirementPage }) {
  if (!one.typical_finding && one.typical_findings.length === 0) return null
  return (
    <Part title={t('requirement.finding')}>
      {one.typical_finding ? <p>{one.typical_finding}</p> : null}
      {one.typical_findings.length === 0 ? null : (
        <ul className={styles.findings}>
          {one.typical_findings.map((finding) => (
            <li key={finding.id}>
              <span className={styles.strong}>{finding.title}</span>
              <span className={styles.muted}>
                {t('requirement.grade', { grade: finding.usual_grade })}.{' '}
                {t('requirement.prevent', { how: finding.prevention })}.
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

function Links({ title, items }: { title: string; items: RequirementPage['related'] }) {
  if (items.length === 0) return null
  return (
    <Part title={title}>
      <ul className={styles.links}>
        {items.map((item) => (
          <li key={item.urn}>
            <Link to="/$plural/$id" params={{ plural: 'requirements', id: item.urn }} className={styles.link}>
              <span className={styles.ref}>{item.ref}</span> {item.title}
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Law({ law }: { law: NonNullable<RequirementPage['law']> }) {
  return (
    <Part title={t('requirement.from')}>
      <ul className={styles.findings}>
        {law.dates.map((date) => (
          <li key={date.id}>
            <span className={styles.strong}>
              <time dateTime={date.from}>{formatDate(date.from)}</time>
            </span>
            <span className={styles.muted}>
              {date.basis}. {t('requirement.confidence', { confidence: readable(date.confidence) })}.
            </span>
            {date.earliest_reading ? (
              <span className={styles.caution}>
                {t('requirement.earliest', { date: formatDate(date.earliest_reading) })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {law.dates.length > 1 ? <p className={styles.muted}>{t('requirement.by_route')}</p> : null}
      {law.law_state_date ? (
        <p className={styles.muted}>{t('requirement.law_state', { date: formatDate(law.law_state_date) })}</p>
      ) : null}
    </Part>
  )
}

function Aside({ one }: { one: RequirementPage }) {
  const kept = [...new Set(one.record_types.map(({ register }) => register))]
    .map((name) => indexedByName(name))
    .filter((register) => register !== undefined)
  return (
    <>
      <dl className={styles.facts}>
        {one.law ? (
          <div>
            <dt>{t('requirement.applies')}</dt>
            <dd>{one.law.roles.map(readable).join(', ')}</dd>
          </div>
        ) : null}
        {one.owner_role ? (
          <div>
            <dt>{t('requirement.owner')}</dt>
            <dd>{readable(one.owner_role)}</dd>
          </div>
        ) : null}
        {one.review_cadence ? (
          <div>
            <dt>{t('requirement.cadence')}</dt>
            <dd>
              {one.review_interval_days
                ? capital(everyText(one.review_interval_days))
                : readable(one.review_cadence)}
            </dd>
          </div>
        ) : null}
        {one.review_triggers.length > 0 ? (
          <div>
            <dt>{t('requirement.triggers')}</dt>
            <dd>{capital(one.review_triggers.join('; '))}</dd>
          </div>
        ) : null}
        {one.ai_roles.length > 0 ? (
          <div>
            <dt>{t('requirement.roles')}</dt>
            <dd>{one.ai_roles.map(({ id }) => readable(id)).join(', ')}</dd>
          </div>
        ) : null}
        {kept.length > 0 ? (
          <div>
            <dt>{t('requirement.kept_in')}</dt>
            <dd>
              {kept.map((register) => (
                <Link
                  key={register.name}
                  to="/$plural"
                  params={{ plural: register.plural }}
                  className={styles.inline}
                >
                  {manyOf(register)}
                </Link>
              ))}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t('requirement.source')}</dt>
          <dd>
            {one.pack.title}. {t('requirements.version', { version: one.pack.version })}
          </dd>
        </div>
      </dl>
      <p className={styles.licence}>
        {one.pack.licence_note} {one.guidance_ref ? t('requirement.guidance', { ref: one.guidance_ref }) : ''}
      </p>
    </>
  )
}

function Document({ one, heading }: { one: RequirementPage; heading: RefCallback<HTMLElement> }) {
  const documents = one.required_documents.map(
    ({ title, completeness_test }) => `${title}: ${completeness_test}.`,
  )
  const annexC = [...one.annex_c_objectives, ...one.annex_c_risk_sources]
  return (
    <>
      <p className={styles.path}>{[...new Set(one.path.map(({ title }) => title))].join(' / ')}</p>
      <h1 className={styles.title} tabIndex={-1} ref={heading}>
        <span className={styles.number}>{one.ref}</span> {one.title}
      </h1>
      {one.intent ? <p className={styles.lead}>{one.intent}</p> : null}
      <Part title={t('requirement.thread')}>
        <ThreadGroups end={endOf(one.urn)} />
      </Part>
      {one.law ? <Law law={one.law} /> : null}
      <Listed
        title={t('requirement.documented')}
        items={one.documented_information.map(({ item, meaning }) => `${item} (${meaning})`)}
      />
      <Listed title={t('requirement.good')} items={[...one.typical_evidence.map(capital), ...documents]} />
      {one.auditor_samples ? (
        <Part title={t('requirement.auditor')}>
          <p>{one.auditor_samples}</p>
        </Part>
      ) : null}
      <Findings one={one} />
      {one.exclusion_note ? (
        <Part title={t('requirement.excluding')}>
          <p>{one.exclusion_note}</p>
          {one.exclusion_rules.length > 0 ? (
            <ul className={styles.bullets}>
              {one.exclusion_rules.map((rule) => (
                <li key={rule.id}>{rule.reason}</li>
              ))}
            </ul>
          ) : null}
        </Part>
      ) : null}
      <Links title={t(one.law ? 'requirement.helped_by' : 'requirement.law')} items={one.related} />
      <Listed
        title={t('requirement.scenarios')}
        items={one.scenarios.map(({ ref, title }) => `${ref} ${title}`)}
      />
      <Listed
        title={t('requirement.annex_c')}
        items={annexC.map(({ id, title, meaning }) => `${id} ${title}. ${meaning}`)}
      />
      <CrosswalkRows rows={one.crosswalk} />
    </>
  )
}

const endOf = (urn: string) => ({ register: 'requirement', urn }) as const

/** One requirement, to be read like a document. */
export function Page() {
  const { id = '' } = useParams({ strict: false })
  const read = useQuery({
    queryKey: ['requirement', id],
    queryFn: ({ signal }) => call('requirement.get', { urn: id }, { signal }),
    staleTime: 3_600_000,
  })
  const thread = useQuery(threadQuery(endOf(id)))
  const [heading, past] = useScrolledPast()
  // Both at once: what comes later would push down what is read already.
  const one = thread.isPending ? undefined : read.data?.requirement
  const parent = { label: t('requirements.title'), plural: 'requirements' }
  if (read.error) return <PageError error={read.error} reset={() => void read.refetch()} />
  return (
    <>
      <PageHeader title={one ? `${one.ref} ${one.title}` : ''} parent={parent} past={past} />
      {one ? (
        <DocumentLayout aside={{ label: t('requirement.ownership'), content: <Aside one={one} /> }}>
          <Document one={one} heading={heading} />
        </DocumentLayout>
      ) : (
        <DocumentLayout busy>
          <DocumentAhead />
        </DocumentLayout>
      )}
    </>
  )
}
