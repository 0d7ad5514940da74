import { itemUrn } from '../../kernel/pack/manifest.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { type DemoControl, demoControls } from './control-texts.ts'
import type { DemoRun, Made } from './demo-run.ts'

/** The steps that lead to each state. */
const ways = { planned: [], implementing: ['implement'], operating: ['implement', 'operate'] } as const

const valuesOf = (one: DemoControl, index: number, { day, person }: DemoRun) => ({
  name: one.name,
  reference: `C-${String(index + 1).padStart(2, '0')}`,
  kind: one.kind,
  description: one.description,
  requirements: one.meets.map((id) => itemUrn(shippedPacks().iso_42001.manifest, 'control', id)),
  owner_id: person(one.owner),
  frequency: one.frequency,
  verification_method: one.verified,
  ...(one.design && {
    design_rating: one.design[0],
    design_rationale: one.design[1],
    design_rated_on: day(-45),
  }),
  ...(one.operating && {
    operating_rating: one.operating[0],
    operating_rationale: one.operating[1],
    operating_rated_on: day(-2),
  }),
  ...(one.evidence && { evidence_note: one.evidence[0], evidence_on: day(-one.evidence[1]) }),
})

/** What the organization does already. @returns ids by the key that the demo's other texts use. */
export async function seedControls(demo: DemoRun): Promise<ReadonlyMap<string, string>> {
  const made = await Promise.all(
    demoControls.map(async (one, index) => {
      const control = await demo.run<Made>('control.create', 'aims-manager', valuesOf(one, index, demo))
      await demo.step('control', 'aims-manager', control, ...ways[one.state])
      return [one.key, control.id] as const
    }),
  )
  return new Map(made)
}
