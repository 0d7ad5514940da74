import type { Pack } from '../../../kernel/pack/pack.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'

/** The standard as an earlier version read it: a control more, a control less, one named otherwise. */
export function earlierStandard(): Pack<'iso_42001'> {
  const old = structuredClone(shippedPacks().iso_42001)
  old.manifest.version = '0.9.0'
  const { controls } = old.content
  const model = controls.find(({ id }) => id === 'A.10.3')
  if (!model) throw new Error('The pack has no A.10.3.')
  old.content.controls = [
    ...controls
      .filter(({ id }) => id !== 'A.10.4')
      .map((one) => (one.id === 'A.5.2' ? { ...one, title: 'Process of assessing impact' } : one)),
    { ...structuredClone(model), id: 'A.10.9', title: 'Something that was dropped' },
  ]
  return old
}

/** Risk scenarios as an earlier version had them: one judged otherwise, one that is gone. */
export function earlierScenarios(): Pack<'ai_risk'> {
  const old = structuredClone(shippedPacks().ai_risk)
  old.manifest.version = '0.9.0'
  const [first, second] = old.content.scenarios
  if (!first || !second) throw new Error('The pack has no scenarios.')
  first.likelihood = first.likelihood === 1 ? 2 : 1
  old.content.scenarios.push({ ...structuredClone(second), id: 'OLD-01', title: 'A danger of its time' })
  return old
}

/** Cadences as an earlier version had them: policies every half a year. */
export function earlierProgramme(): Pack<'programme'> {
  const old = structuredClone(shippedPacks().programme)
  old.manifest.version = '0.9.0'
  for (const cadence of old.content.cadences)
    if (cadence.id === 'RC13') cadence.intervals = [{ applies_to: 'all', interval_days: 182 }]
  return old
}
