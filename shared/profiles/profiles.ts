import type { ToolProfile } from '../contract/tool-profile.ts';
import { atlassianProfile } from './atlassian.ts';
import { braveSearchProfile } from './brave-search.ts';
import { chromeDevtoolsProfile } from './chrome-devtools.ts';
import { claudeCodeProfile } from './claude-code.ts';
import { codexProfile } from './codex.ts';
import { context7Profile } from './context7.ts';
import { cursorProfile } from './cursor.ts';
import { dbhubProfile } from './dbhub.ts';
import { desktopCommanderProfile } from './desktop-commander.ts';
import { dockerProfile } from './docker.ts';
import { everythingProfile } from './everything.ts';
import { exaProfile } from './exa.ts';
import { fetchProfile } from './fetch.ts';
import { figmaProfile } from './figma.ts';
import { filesystemProfile } from './filesystem.ts';
import { firecrawlProfile } from './firecrawl.ts';
import { geminiCliProfile } from './gemini-cli.ts';
import { gitProfile } from './git.ts';
import { githubReferenceProfile } from './github-reference.ts';
import { githubProfile } from './github.ts';
import { gitlabProfile } from './gitlab.ts';
import { gmailProfile } from './gmail.ts';
import { googleCalendarProfile } from './google-calendar.ts';
import { googleDriveProfile } from './google-drive.ts';
import { kubernetesProfile } from './kubernetes.ts';
import { linearProfile } from './linear.ts';
import { memoryProfile } from './memory.ts';
import { mongodbProfile } from './mongodb.ts';
import { mssqlProfile } from './mssql.ts';
import { mysqlProfile } from './mysql.ts';
import { notionProfile } from './notion.ts';
import { obsidianProfile } from './obsidian.ts';
import { paypalProfile } from './paypal.ts';
import { playwrightProfile } from './playwright.ts';
import { postgresProfile } from './postgres.ts';
import { puppeteerProfile } from './puppeteer.ts';
import { redisProfile } from './redis.ts';
import { sentryProfile } from './sentry.ts';
import { sequentialThinkingProfile } from './sequential-thinking.ts';
import { slackProfile } from './slack.ts';
import { sqliteProfile } from './sqlite.ts';
import { stripeProfile } from './stripe.ts';
import { tavilyProfile } from './tavily.ts';
import { timeProfile } from './time.ts';
import { windsurfProfile } from './windsurf.ts';

/** The well-known tools. Where two are told apart by nothing else, the first whose arguments fit counts. */
export const PROFILES: readonly ToolProfile[] = [
  atlassianProfile,
  braveSearchProfile,
  chromeDevtoolsProfile,
  claudeCodeProfile,
  codexProfile,
  context7Profile,
  cursorProfile,
  dbhubProfile,
  desktopCommanderProfile,
  dockerProfile,
  everythingProfile,
  exaProfile,
  fetchProfile,
  figmaProfile,
  filesystemProfile,
  firecrawlProfile,
  geminiCliProfile,
  gitProfile,
  githubReferenceProfile,
  githubProfile,
  gitlabProfile,
  gmailProfile,
  googleCalendarProfile,
  googleDriveProfile,
  kubernetesProfile,
  linearProfile,
  memoryProfile,
  mongodbProfile,
  mssqlProfile,
  mysqlProfile,
  notionProfile,
  obsidianProfile,
  paypalProfile,
  playwrightProfile,
  postgresProfile,
  puppeteerProfile,
  redisProfile,
  sentryProfile,
  sequentialThinkingProfile,
  slackProfile,
  sqliteProfile,
  stripeProfile,
  tavilyProfile,
  timeProfile,
  windsurfProfile,
];
