import { textsOf } from '../../../web/messages/message.ts'

/** English texts of content updates. */
export const { t } = textsOf({
  'updates.title': 'Content updates',
  'updates.about':
    'The requirements, scenarios, questions and cadences your organization works with. A newer version of the product brings newer content; nothing changes for you before somebody here has adopted it.',
  'updates.pack': 'Content',
  'updates.adopted': 'Your version',
  'updates.shipped': 'Newest',
  'updates.by': 'Adopted by {name} on {date}',
  'updates.since': 'Worked with since {date}',
  'updates.not_noted': 'Works with the newest; noted within the hour',
  'updates.current': 'Up to date',
  'updates.see': 'See what changes',
  'updates.of': 'See what changes in {pack}',
  'updates.dialog': '{pack}: from {from} to {to}',
  'updates.law': 'State of the law: {from} before, {to} now.',
  'updates.law_unknown': 'not stated',
  'updates.kept':
    'Answers, decisions and links stay. What was decided on changed ground is shown as stale and asked for again; what names removed content keeps it, marked.',
  'updates.added': 'Added',
  'updates.changed': 'Changed',
  'updates.removed': 'Removed',
  'updates.none': 'Nothing.',
  'updates.reordered': 'In another order: {collections}.',
  'updates.records': 'Your records that name changed or removed content',
  'updates.records_none': 'None of your records names it.',
  'updates.records_more': '{shown} of {count} are shown.',
  'updates.decisions': 'Determinations that would come out otherwise',
  'updates.decisions_none': 'None: the same answers lead to the same results.',
  'updates.decisions_more': 'More than are shown; the page on regulation lists all.',
  'updates.change': '{field}: {before} → {after}',
  'updates.nothing': 'nothing',
  'updates.loading': 'Comparing',
  'updates.close': 'Close',
  'updates.adopt': 'Adopt version {version}',
  'updates.done': '{pack} is used in version {version} from now on.',
})
