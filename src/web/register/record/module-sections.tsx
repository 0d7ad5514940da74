import { Fragment } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { webModules } from '../../../modules/web.ts'
import { fetchedPart } from '../../app/fetched-part.tsx'
import type { RecordSection } from '../../app/web-module.ts'
import { useSession } from '../../client/session.ts'

const loadable = (
  module: string,
  place: number,
  { register, permission, above = false, dated = false, settles = [], load }: RecordSection,
) => ({
  key: `${module}/${place}`,
  register,
  permission,
  above,
  dated,
  settles,
  Section: fetchedPart(async () => (await load()).Section),
})

const sections = webModules.flatMap(({ name, sections: own = [] }) =>
  own.map((one, place) => loadable(name, place, one)),
)
const remarks = webModules.flatMap(({ name, remarks: own = [] }) =>
  own.map((one, place) => loadable(name, place, one)),
)

interface Props {
  register: AnyRegister
  recordId: string
}

function useShown(all: typeof sections, register: Props['register']) {
  const { permissions } = useSession()
  return all.filter((one) => one.register === register.name && permissions[one.permission] !== undefined)
}

/** Whether a module has something to say above the facts of such records. */
export const hasSectionAbove = (register: Props['register']): boolean =>
  sections.some((one) => one.register === register.name && one.above)

/** What other modules know about this record, each as a section of its own; they appear together. */
export function ModuleSections({ register, recordId, above = false }: Props & { above?: boolean }) {
  return useShown(sections, register)
    .filter((one) => one.above === above)
    .map(({ key, settles, Section }) => (
      <Fragment key={key}>
        {settles.length > 0 ? <span hidden data-settles={settles.join(' ')} /> : null}
        <Section register={register} recordId={recordId} />
      </Fragment>
    ))
}

/** Whether a part of such a record's page settles what is missing for a step. */
export const settledOnPage = (register: Props['register'], verb: string): boolean =>
  sections.some((one) => one.register === register.name && one.settles.includes(verb))

/** Whether a module tells of such records what they were at an earlier moment. */
export const hasDatedSection = (register: Props['register']): boolean =>
  sections.some((one) => one.register === register.name && one.dated)

/** What modules tell of this record as it was at an instant. */
export function DatedSections({ register, recordId, asOf }: Props & { asOf: string }) {
  return useShown(sections, register)
    .filter(({ dated }) => dated)
    .map(({ key, Section }) => <Section key={key} register={register} recordId={recordId} asOf={asOf} />)
}

/** What modules say beside the state of this record. */
export function StateRemarks({ register, recordId }: Props) {
  return useShown(remarks, register).map(({ key, Section }) => (
    <Section key={key} register={register} recordId={recordId} />
  ))
}
