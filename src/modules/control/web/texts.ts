import { textsOf } from '../../../web/messages/message.ts'

/** English texts of a control's own section. */
export const { t } = textsOf({
  'control.counts': 'What counts today',
  'control.counts.unrated': 'Nobody has rated its operation yet, so it counts for nothing.',
  'control.counts.full': 'Its operating rating of {rating} counts.',
  'control.counts.less': 'It counts as {counted} of its rating of {rating}.',
  'control.counts.state': 'It is not in operation.',
  'control.evidence.fresh': 'Its evidence is fresh.',
  'control.evidence.stale': 'Its latest evidence is older than its frequency allows.',
  'control.evidence.none': 'There is no evidence of operation.',
  'control.evidence.unknown': 'Without a frequency nobody can say whether its evidence is recent enough.',
  'control.meets': 'Requirements it meets',
  'control.meets.none': 'It is not said yet which requirement this helps to meet.',
  'control.meets.choose': 'Choose requirements',
  'control.meets.search': 'Find a requirement',
})
