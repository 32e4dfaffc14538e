import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** The first Puppeteer server of the Model Context Protocol. A script in a page may do anything there: it is granted as it stands. */
export const puppeteerProfile: ToolProfile = {
  server: 'puppeteer',
  packages: ['@modelcontextprotocol/server-puppeteer'],
  anywhere: false,
  source: '@modelcontextprotocol/server-puppeteer 2025.5.12, tools/list',
  tools: {
    puppeteer_navigate: args({ page: 'url', value: 'launchOptions allowDangerous' }),
    puppeteer_screenshot: args({ value: 'selector', payload: 'name', option: 'width height encoded' }),
    puppeteer_click: args({ value: 'selector' }),
    puppeteer_fill: args({ value: 'selector', payload: 'value' }),
    puppeteer_select: args({ value: 'selector value' }),
    puppeteer_hover: args({ value: 'selector' }),
    puppeteer_evaluate: args({ value: 'script' }),
  },
};
