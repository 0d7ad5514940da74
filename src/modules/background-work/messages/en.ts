/** English texts of background work. */
export const messages = {
  'background-work.many': 'Background work',
  'background-work.about':
    'What Plumbline does by itself because time passes. Each run that changes something is in the trail, with no person as its author.',
  'background-work.job.obligation.catch-up':
    'Raise the duties that new or changed cadences ask of records already there',
  'background-work.job.pack.adopt-first':
    'Note which content packs the organization works with from the beginning',
  'background-work.job.risk.return-lapsed': 'Return risks to open treatment whose acceptance has ended',
  'background-work.job': 'Job',
  'background-work.last': 'Last run',
  'background-work.did': 'Last change',
  'background-work.next': 'Next run',
  'background-work.never': 'Not yet',
  'background-work.nothing_yet': 'None yet',
  'background-work.soon': 'Within a minute, while a process runs',
  'background-work.late': 'Due since {at}: no process has looked. Ask whoever runs this installation.',
  'background-work.every.one': 'Every minute',
  'background-work.every.other': 'Every {count} minutes',
  'background-work.every_hours.one': 'Every hour',
  'background-work.every_hours.other': 'Every {count} hours',
  'background-work.at.last': 'Last run: {at}',
  'background-work.at.next': 'Next run: {at}',
  'background-work.failed.one': 'Failed at {at}: {failure} It is tried again.',
  'background-work.failed.other': 'Failed {count} times in a row, last at {at}: {failure} It is tried again.',
} as const
