import { useQuery } from '@tanstack/react-query'
import type { Field } from '../../../../kernel/register/field.ts'
import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister, Section } from '../../../../kernel/register/register.ts'
import { t } from '../../../messages/message.ts'
import { helpOf, labelOf, readable, sectionOf } from '../../../messages/words.ts'
import { Tip } from '../../../ui/overlay/tip.tsx'
import { InlineField } from '../../edit/inline-field.tsx'
import { revise } from '../../edit/revise.ts'
import { type Lock, lockOn } from '../../lock.ts'
import type { WholeRecord } from '../../row.ts'
import { obstaclesQuery } from '../record-query.ts'
import styles from './facts.module.css'
import { LongText } from './long-text.tsx'
import { useLeads } from './use-leads.ts'

interface Props {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
}

/** Which sections: all, or those above or below what the module shows itself. */
type Part = 'whole' | 'above' | 'below'

function FactLabel({ register, field }: { register: AnyRegister; field: string }) {
  const help = helpOf(register, field)
  const label = labelOf(register, field)
  return <dt className={styles.label}>{help ? <Tip label={help}>{<span>{label}</span>}</Tip> : label}</dt>
}

interface FactProps extends Props {
  field: string
  declared: Field
  /** The section's heading says it already. */
  named: boolean
  locks: readonly Lock[]
}

function Fact({ register, record, editable, field, declared, named, locks }: FactProps) {
  const leads = useLeads(register, record, declared, record[field])
  const locked = editable && !declared.computed ? lockOn(locks, record, field) : undefined
  const save = (value: unknown) => void revise(register, record, { [field]: value })
  if (declared.kind === 'long_text')
    return (
      <div className={styles.whole}>
        {named ? (
          <dt className="sr-only">{labelOf(register, field)}</dt>
        ) : (
          <FactLabel register={register} field={field} />
        )}
        <dd>
          <LongText
            register={register}
            field={field}
            declared={declared}
            value={record[field]}
            editable={editable && locked === undefined}
            onSave={save}
          />
        </dd>
      </div>
    )
  return (
    <div className={styles.fact}>
      <FactLabel register={register} field={field} />
      <dd>
        <InlineField
          register={register}
          field={field}
          declared={declared}
          value={record[field]}
          editable={editable && !declared.computed}
          locked={locked}
          place="fact"
          leads={leads}
          onSave={save}
        />
      </dd>
    </div>
  )
}

/** Facts of a record in two aligned columns, each edited in place. */
export function FactList({
  fields,
  named = false,
  ...props
}: Props & { fields: readonly string[]; named?: boolean }) {
  const all = listFields(props.register)
  const said = useQuery({ ...obstaclesQuery(props.register, props.record), enabled: props.editable }).data
  return (
    <dl className={styles.facts}>
      {fields.map((field) => {
        const declared = all[field]
        return declared ? (
          <Fact
            key={field}
            {...props}
            field={field}
            declared={declared}
            named={named}
            locks={said?.locks ?? []}
          />
        ) : null
      })}
    </dl>
  )
}

/** The organization's own fields, as they came. */
function CustomFacts({ record }: { record: WholeRecord }) {
  const custom = Object.entries(record.custom).filter(([, value]) => value !== null && value !== '')
  if (custom.length === 0) return null
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{t('record.custom')}</h2>
      <dl className={styles.facts}>
        {custom.map(([key, value]) => (
          <div key={key} className={styles.fact}>
            <dt className={styles.label}>{readable(key)}</dt>
            <dd className={styles.label}>
              {typeof value === 'boolean' ? t(value ? 'value.yes' : 'value.no') : String(value)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const keepsApart = (register: AnyRegister) => register.sections.some(({ apart }) => apart)

/**
 * Sections of the declaration, and at the end the fields that no section names: all of them, or those that stand
 * above or below what the module shows itself, in the place of the sections it keeps apart.
 */
function sectionsOf(register: AnyRegister, part: Part): Section[] {
  const listed = new Set(register.sections.flatMap(({ fields }) => fields))
  const rest = Object.keys(register.fields).filter((field) => !listed.has(field))
  const { sections } = register
  const declared = rest.length === 0 ? sections : [...sections, { key: 'other', fields: rest }]
  const kept = declared.findIndex(({ apart }) => apart)
  const border = kept < 0 ? declared.length : kept
  const all =
    part === 'whole'
      ? declared
      : (part === 'above' ? declared.slice(0, border) : declared.slice(border)).filter(({ apart }) => !apart)
  // The title heads the document, and the owner stands with the people.
  return all.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => field !== register.title && field !== 'owner_id'),
  }))
}

/** What is known of a record, in two aligned columns, section by section; every field is edited in place. */
export function Facts({ part, ...props }: Props & { part: Part }) {
  return (
    <>
      {sectionsOf(props.register, part).map((section) =>
        section.fields.length === 0 ? null : (
          <section key={section.key} className={styles.section}>
            <h2 className={styles.heading}>{sectionOf(props.register, section.key)}</h2>
            <FactList {...props} fields={section.fields} named={section.fields.length === 1} />
          </section>
        ),
      )}
      {part === 'whole' || (part === 'below') === keepsApart(props.register) ? (
        <CustomFacts record={props.record} />
      ) : null}
    </>
  )
}
