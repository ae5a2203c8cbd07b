// Turns the packages' patterns for user agents into rules of one literal each; see docs/data-sets.md.
import { readFileSync } from 'node:fs';

/** Patterns of isbot that are too broad for rules: they hit browsers, or say only what others say better. */
const TOO_BROAD = new Set([
  '\\.com\\b', '\\(\\)', '\\|', '\\b\\w+/1\\.0;', '^\\d+\\b', ';\\s\\w+;$', '^[<\\(;]', '@[a-z][\\w-]+\\.',
  '(?<!lib)http', 'url', 'server', 'library', 'tools', 'java(?!;)', 'feed', 'proxy', 'node\\b', 'detect', 'catch',
  'read', '^read', '^rest', '^track', '^custom', '^client/', '^email', '^facebook', '^offline', '^snapchat', '^yahoo',
  '^duckduckgo', '^ddg[_-]android', '^navermailapp', '^downcast/', '^netsurf', '^amaya', 'mail\\.ru/', '\\btime/',
  'browsex', 'dmbrowser', 'ibisbrowser', 'offbyone', 'powermarks', 'chromeframe', 'firephp', 'supercleaner', 'torrent',
  'radar', 'insight', 'measure', 'capture', 'archive', 'audit', 'optimize', 'advisor', 'discovery', 'rexx;', 'cursor/',
  'agent\\b', 'check\\b', 'monitor\\b', 'preview', 'scan', '(?<!cam)scan', '(?<! cu)bots?(?:\\b|_)', 'virtuoso',
  '(?<! channel/|google/)google(?!(?:wv|app|/google| pixel))', '(?:^|[^g])news(?!sapphire)', '^[^ ]{50,}$',
  '^mozilla/\\d\\.\\d\\s[\\w\\.-]+$', '^\\w*search\\b', '^bot', '^php', '^rank', '^rss', '^svn', '^w3c', '^reed', '^active',
  '^mozilla/\\d\\.\\d\\s\\((?:compatible;)?(?:\\s?[\\w\\d-.]+[\\s/]\\d+\\.\\d+)?\\)$', 'spider', 'crawl', '^python',
  'playwright', 'synapse', '\\bperl\\b', 'grab', 'abuse', 'rss\\b', 'inspect', 'download', '^exodusmovement',
]);

/** A messenger whose fetcher and whose pages inside the app have the same name; own rules tell them apart. */
const AMBIGUOUS = new Set(['Viber', 'Bluesky', 'WhatsApp']);

/** The strongest tag of a crawler that has several. */
const CLASSES = [
  ['ai-crawler', 'ai'],
  ['social-preview', 'preview'],
  ['http-library', 'tool'],
  ['monitoring', 'monitor'],
  ['scanner', 'scanner'],
];

/** Shorter names are taken as words of their own only. */
const SHORT = 7;

export function agentRules(folder) {
  const lines = new Set();
  const crawlers = JSON.parse(readFileSync(`${folder}/crawler-user-agents/crawler-user-agents.json`, 'utf8'));
  for (const { pattern, tags } of crawlers) {
    for (const rule of AMBIGUOUS.has(pattern) ? [] : rules(pattern)) {
      lines.add(`${classOf(tags)} ${rule}`);
    }
  }
  for (const pattern of isbotPatterns(folder)) {
    if (!TOO_BROAD.has(pattern)) {
      for (const rule of rules(pattern)) {
        lines.add(`crawler ${rule}`);
      }
    }
  }
  return [...lines].sort();
}

function classOf(tags = []) {
  for (const [tag, name] of CLASSES) {
    if (tags.includes(tag)) {
      return name;
    }
  }
  return tags.length > 0 && tags.every((tag) => tag === 'feed-reader') ? 'feed' : 'crawler';
}

function isbotPatterns(folder) {
  const source = readFileSync(`${folder}/isbot/index.mjs`, 'utf8');
  const list = /patterns_default = (\[[\s\S]*?\n\]);/.exec(source);
  if (!list) {
    throw new Error('isbot has no list of patterns where it used to have one');
  }
  return JSON.parse(list[1]);
}

/** The rules of a regular expression: a literal where it is one, else its longest literal and the expression. */
export function rules(pattern) {
  return alternatives(lower(pattern)).flatMap((one) => rule(one) ?? []);
}

/** The expression in small letters, escapes left alone, and without classes of one letter in both cases. */
function lower(pattern) {
  return pattern
    .replace(/\\.|[A-Z]/g, (part) => (part.startsWith('\\') ? part : part.toLowerCase()))
    .replace(/\[([a-z])\1\]/g, '$1');
}

/** What an expression with plain groups stands for, without them. */
function alternatives(pattern) {
  const group = /^(.*?)\((?:\?:)?([^()?\\[\]*+]+)\)(?![?*+])(.*)$/.exec(pattern);
  if (group) {
    return group[2].split('|').flatMap((choice) => alternatives(group[1] + choice + group[3]));
  }
  return /[()[\]]/.test(pattern) ? [pattern] : pattern.split(/(?<!\\)\|/);
}

function rule(expression) {
  const plain = /^(\^|\\b)?((?:[^\\^$.|?*+()[\]{}]|\\[^a-z0-9])+)(\$|\\b)?$/.exec(expression);
  if (plain) {
    const text = plain[2].replace(/\\(.)/g, '$1');
    return [edge(plain[1], text, /^[a-z0-9]/) + text + (plain[3] === '$' ? '$' : plain[3] ? '|' : '')];
  }
  const literals = expression
    .replace(/\(\?[^)]*\)|\[[^\]]*\][?*+]?|\\[a-z]|.[?*]/g, '\n')
    .replace(/[$^|()[\]{}.+]/g, (sign, at) => (expression[at - 1] === '\\' ? sign : '\n'))
    .replace(/\\/g, '')
    .split('\n');
  const longest = literals.reduce((best, one) => (one.length > best.length ? one : best), '');
  return longest.trim().length < 3 ? undefined : [`${longest}\t${expression}`];
}

function edge(given, text, word) {
  if (given === '^') {
    return '^';
  }
  return given || (text.length < SHORT && word.test(text)) ? '|' : '';
}
