import { textsOf } from '../../../web/messages/message.ts'

const en = {
  'duplicates.title': 'Suspected duplicates',
  'duplicates.count.one': '{count} group of AI systems may be one and the same.',
  'duplicates.count.other': '{count} groups of AI systems may be one and the same.',
  'duplicates.about':
    'Their rows in an imported file share what tells rows apart. Only a person can say whether they are one system.',
  'duplicates.none': 'No AI systems look like duplicates',
  'duplicates.none_about':
    'Systems are compared when they are imported. What shares agency, unit and name will stand here until somebody decides.',
  'duplicates.go': 'Go to AI systems',
  'duplicates.failed': 'The suspected duplicates could not be read',
  'duplicates.more': 'Show more groups',
  'duplicates.exact': 'Every imported cell is equal',
  'duplicates.systems.one': '{count} system',
  'duplicates.systems.other': '{count} systems',
  'duplicates.compare': 'Compare',
  'duplicates.compare_named': 'Compare {name}',
  'duplicates.fold': 'Close',
  'duplicates.field': 'Field',
  'duplicates.number': 'System {number}',
  'duplicates.keep': 'Keep this one',
  'duplicates.kept': 'Kept',
  'duplicates.take': 'Take this value',
  'duplicates.differ.one': '{count} field differs. Choose the value to keep.',
  'duplicates.differ.other': '{count} fields differ. Choose the values to keep.',
  'duplicates.same': 'No field differs.',
  'duplicates.all': 'Show fields that are equal',
  'duplicates.few': 'Show only what differs',
  'duplicates.merge': 'Merge into one',
  'duplicates.merge_title': 'Keep {name}',
  'duplicates.merge_kept.one': 'One AI system stays, with {count} value taken from the others.',
  'duplicates.merge_kept.other': 'One AI system stays, with {count} values taken from the others.',
  'duplicates.merge_kept_none': 'One AI system stays, with its own values.',
  'duplicates.merge_archived.one':
    '{count} other is archived. It keeps its values, history and imported rows.',
  'duplicates.merge_archived.other':
    '{count} others are archived. They keep their values, history and imported rows.',
  'duplicates.merge_moved': 'Links and comments of the others follow to the kept one.',
  'duplicates.merge_trail': 'The merge is one operation in the trail, under your name.',
  'duplicates.merge_do': 'Merge',
  'duplicates.merged': '{name} was kept; {count} archived.',
  'duplicates.separate': 'Separate systems',
  'duplicates.separate_title': 'These are separate systems',
  'duplicates.separate_about':
    'The group leaves this page. Your reason is kept in the trail, for whoever asks later.',
  'duplicates.separated': 'They are kept as separate systems.',
  'duplicates.reason': 'Reason',
  'duplicates.optional': 'Optional. It is kept with the change.',
  'duplicates.row': '{label}: {value}',
} as const

/** Texts of the page that compares suspected duplicates. */
export const { t: say, tn: sayCount } = textsOf(en)
