import type { ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const PAGE = 'pageId';

/** Google's Chrome DevTools server. Scripts are granted as they stand. */
export const chromeDevtoolsProfile: ToolProfile = {
  server: 'chrome-devtools',
  packages: ['chrome-devtools-mcp'],
  anywhere: false,
  source: 'chrome-devtools-mcp 1.11.0, tools/list',
  tools: {
    click: args({ value: 'uid', option: `${PAGE} dblClick includeSnapshot` }),
    close_page: args({ value: PAGE }),
    drag: args({ value: 'from_uid to_uid', option: `${PAGE} includeSnapshot` }),
    evaluate_script: args({
      value: 'function args dialogAction',
      readFile: 'sourcePath',
      writeFile: 'filePath',
      option: `${PAGE} format waitForStableDom`,
    }),
    fill: args({ value: 'uid', payload: 'value', option: `${PAGE} includeSnapshot` }),
    fill_form: args({ value: 'elements', payload: 'elements/*/value', option: `${PAGE} includeSnapshot` }),
    get_console_message: args({ option: `${PAGE} msgid` }),
    get_css_styles: args({ option: `${PAGE} uid pageSize pageIdx` }),
    get_network_request: args({
      value: 'reqid',
      writeFile: 'requestFilePath responseFilePath',
      option: PAGE,
    }),
    handle_dialog: args({ value: 'action', payload: 'promptText', option: PAGE }),
    hover: args({ value: 'uid', option: `${PAGE} includeSnapshot` }),
    lighthouse_audit: args({ writeFolder: 'outputDirPath', option: `${PAGE} mode device` }),
    list_console_messages: args({
      option: `${PAGE} pageSize pageIdx types includePreservedMessages includeStackTraces serviceWorkerId`,
    }),
    list_network_requests: args({
      option: `${PAGE} pageSize pageIdx resourceTypes includePreservedRequests`,
    }),
    list_pages: {},
    navigate_page: args({
      page: 'url',
      value: 'initScript handleBeforeUnload',
      option: `${PAGE} type ignoreCache timeout`,
    }),
    new_page: args({ page: 'url', value: 'isolatedContext', option: 'background timeout' }),
    performance_analyze_insight: args({ option: `${PAGE} insightSetId insightName` }),
    performance_start_trace: args({ writeFile: 'filePath', option: `${PAGE} reload autoStop ignoreCache` }),
    performance_stop_trace: args({ writeFile: 'filePath', option: PAGE }),
    press_key: args({ value: 'key', option: `${PAGE} includeSnapshot` }),
    resize_page: args({ option: `${PAGE} width height` }),
    screencast_start: args({ writeFile: 'filePath', option: PAGE }),
    screencast_stop: args({ option: PAGE }),
    select_page: args({ value: PAGE, option: 'bringToFront' }),
    take_heapsnapshot: args({ writeFile: 'filePath', option: PAGE }),
    take_screenshot: args({ writeFile: 'filePath', option: `${PAGE} format quality uid fullPage` }),
    take_snapshot: args({ writeFile: 'filePath', option: `${PAGE} verbose` }),
    type_text: args({ payload: 'text', value: 'submitKey', option: PAGE }),
    upload_file: args({ value: 'uid', readFile: 'filePaths', option: `${PAGE} includeSnapshot` }),
    wait_for: args({ payload: 'text', option: `${PAGE} timeout` }),
  },
};
