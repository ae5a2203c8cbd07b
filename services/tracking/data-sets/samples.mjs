// Collects user agents with labels from packages, for the tests: label, source, user agent, tab-separated.
import { readFileSync } from 'node:fs';

export function samples(folder) {
  const rows = new Set();
  const add = (label, source, userAgent) => {
    if (typeof userAgent === 'string' && userAgent && !/[\t\n]/.test(userAgent)) {
      rows.add(`${label}\t${source}\t${userAgent}`);
    }
  };
  const read = (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  for (const { instances, tags } of read('crawler-user-agents/crawler-user-agents.json')) {
    const label = tags.every((tag) => tag === 'feed-reader') ? 'feed' : 'bot';
    instances.forEach((one) => {
      add(label, 'crawler-user-agents', one);
    });
  }
  for (const { folder: kind, userAgent } of read('random-useragent/useragent-data.json')) {
    add(label(kind), 'random-useragent', userAgent);
  }
  for (const { userAgent } of read('user-agents/dist/user-agents.json')) {
    add('mainstream', 'user-agents', userAgent);
  }
  return `${[...rows].join('\n')}\n`;
}

function label(kind) {
  if (/Spiders|Validators|Libraries|Downloaders/.test(kind)) {
    return 'bot';
  }
  return /Feed|Services|Miscellaneous\/Misc/.test(kind) ? 'other' : 'odd';
}
