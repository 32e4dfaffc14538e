// A file of hooks of every client, with hooks of its user and the oddities that its format allows.

import type { ClientPlatform } from '../../electron/clients/known-client.ts';

export type HookShape = {
  readonly client: string;
  readonly path: string;
  readonly platform: ClientPlatform;
  readonly text: string;
};

const CLAUDE = `{
  "$schema": "https://json.schemastore.org/claude-code-settings.json",
  "permissions": { "allow": ["Bash(git status)"], "deny": [] },
  "hooks": {
    "PostToolUse": [
      { "matcher": "Edit|Write", "hooks": [{ "type": "command", "command": "prettier --write" }] }
    ],
    "PreToolUse": [
      {
        "matcher": "Bash",
        "hooks": [
          { "type": "command", "command": "~/.claude/hooks/no-rm.sh", "timeout": 5 },
          { "type": "command", "command": "log-tool", "args": ["--json"] }
        ]
      }
    ]
  },
  "model": "opus",   "big": 12345678901234567890
}
`;

const CODEX = `{
	"hooks": {
		"SessionStart": [{"hooks":[{"type":"command","command":"notify start"}]}],
		"PreToolUse": [
			{"matcher":"Bash","hooks":[{"type":"command","command":"check.sh"}]},
			{"matcher":"apply_patch","hooks":[{"type":"command","command":"lint.sh"}]}
		]
	}
}
`;

const GEMINI = `{
  // theme
  "theme": "Dark",
  "hooks": {
    "BeforeTool": [
      {
        "matcher": "write_file", // only these
        "hooks": [
          { "name": "fmt", "type": "command", "command": "fmt" }, /* quick */
        ],
      }, // the last one
    ],
    "enabled-by": "me",
  },
}
`;

const CURSOR = `{
   "version": 1,
   "hooks": {
      "afterFileEdit": [ { "command": "./format.sh" } ],
      "beforeShellExecution": [ { "command": "./audit.sh", "matcher": "curl|wget" } ], // audited
      "preToolUse": []
   }
}`;

const COPILOT = `{"version":1,"hooks":{"sessionStart":[{"type":"command","bash":"echo hi"}]}}`;

const WINDSURF = `{
  "hooks": {
    "pre_run_command": [
      { "command": "python3 /srv/check.py", "show_output": false },
      { "command": "log" }
    ],
    "post_write_code": [ { "command": "fmt" } ]
  }
}

`;

const one = (client: string, path: string, text: string, platform: ClientPlatform = 'linux'): HookShape => ({
  client,
  path,
  text,
  platform,
});

export const hookShapes: readonly HookShape[] = [
  one('claude-code', '.claude/settings.json', CLAUDE),
  one('claude-code', '.claude/settings.json', CLAUDE, 'win32'),
  one('codex', '.codex/hooks.json', CODEX),
  one('codex', '.codex/hooks.json', CODEX, 'win32'),
  one('gemini-cli', '.gemini/settings.json', GEMINI),
  one('gemini-cli', '.gemini/settings.json', GEMINI, 'win32'),
  one('cursor', '.cursor/hooks.json', CURSOR),
  one('cursor', '.cursor/hooks.json', CURSOR, 'win32'),
  one('vscode', '.copilot/hooks/remit.json', COPILOT, 'darwin'),
  one('vscode-insiders', '.copilot/hooks/remit.json', COPILOT),
  one('copilot-cli', '.copilot/hooks/remit.json', COPILOT),
  one('copilot-cli', '.copilot/hooks/remit.json', COPILOT, 'win32'),
  one('windsurf', '.codeium/windsurf/hooks.json', WINDSURF),
  one('windsurf', '.codeium/windsurf/hooks.json', WINDSURF, 'win32'),
];

/** What shows that a client is installed, besides its file of hooks. */
export const signs: Readonly<Record<string, string>> = {
  'claude-code': '.claude',
  codex: '.codex',
  'gemini-cli': '.gemini',
  cursor: '.cursor',
  vscode: '.config/Code/User',
  'vscode-insiders': '.config/Code - Insiders/User',
  'copilot-cli': '.copilot/config.json',
  windsurf: '.codeium/windsurf',
  cline: '.cline/data',
};
