// A real file of every client, with the oddities that its format allows. `SECRET-…` must not stay in any of them.

import type { ClientPlatform } from '../../electron/clients/known-client.ts';

export type Shape = {
  readonly client: string;
  readonly path: string;
  readonly platform: ClientPlatform;
  readonly text: string;
  /** Names of entries that lead to Remit afterwards, and of those that can't. */
  readonly protects: readonly string[];
  readonly leaves: readonly string[];
};

const STRICT = `{
  "globalShortcut": "Ctrl+Space",
  "mcpServers": {
    "filesystem": {
      "command": "npx",
      "args": [
        "-y",
        "@modelcontextprotocol/server-filesystem",
        "/srv/notes"
      ]
    },
    "mail":   {"command":"mail-mcp","env":{"PASSWORD":"SECRET-1"},"disabled":false, "cwd": "/srv"},
    "Übersicht (neu)": { "env": { "KEY": "SECRET-2", "N": 5 }, "args": [], "command": "over" }
  },
  "preferences": { "big": 12345678901234567890, "tabs":	[ 1,2 ,3 ] }
}
`;

const CLAUDE_CODE = `{
  "numStartups": 41,
  "mcpServers": {
    "notion": { "type": "stdio", "command": "npx", "args": ["notion"], "env": { "T": "SECRET-1" } },
    "docs": { "type": "http", "url": "https://docs.example/mcp" },
    "far": { "type": "http", "url": "https://far.example/mcp?a=1", "headers": { "Authorization": "Bearer SECRET-3" } },
    "old": { "type": "sse", "url": "https://old.example/sse", "headers": { "A": "SECRET-4" } }
  },
  "projects": {
    "/home/me/site": {
      "allowedTools": [],
      "mcpServers": {
        "db": { "type": "stdio", "command": "db-mcp", "args": [], "env": {}, "timeout": 5000 }
      },
      "hasTrustDialogAccepted": true
    },
    "/home/me/empty": { "mcpServers": {} }
  },
  "userID": "abc"
}
`;

const JSONC = `// My servers
{
	/* first */
	"mcpServers": {
		"files": {
			// where it lives
			"command": "npx", // the runner
			"args": [
				"files", // its name
				"/srv",
			],
			"env": {
				"KEY": "SECRET-1", // never share
			},
			"alwaysAllow": ["list"],
		},
		"oauth": { "url": "https://x.example/mcp", "auth": { "CLIENT_ID": "mine" } },
	},
}
`;

const VSCODE = `{
    "inputs": [{ "type": "promptString", "id": "key", "password": true }],
    "servers": {
        "asks": { "type": "stdio", "command": "ask", "env": { "K": "\${input:key}" } },
        // here
        "files": {
            "type": "stdio",
            "command": "files",
            "args": ["\${userHome}/notes"],
            "env": { "K": "SECRET-1" },
            "dev": { "watch": "build/**" },
        },
    },
}`;

const CODEX = `# Codex
model = "o3"   # the model
approval_policy='on-request'

[mcp_servers]   # servers

[mcp_servers.files]
  command   = 'npx'	# run
  args = [ "files",   # name
     "/srv", ]
startup_timeout_sec = 20

[mcp_servers.files.env]
KEY = "SECRET-1" # never
other-key = """
SECRET-2"""

[mcp_servers.inline]
command = "inline"
env = { "A" = "SECRET-3" }
enabled_tools = ["a"]

[mcp_servers."with space"]
command = "space"
env.A = "SECRET-4"
tool_timeout_sec = 7200.0

[mcp_servers.far] # over HTTP
url = "https://far.example/mcp"
http_headers = { "X-Key" = "SECRET-5", 'X-Other' = "b" }

[mcp_servers.remote]
url = "https://r.example/mcp"

[profiles.x]
since = 2024-01-02T03:04:05Z
n = 9223372036854775807
`;

const GOOSE = `# goose
GOOSE_PROVIDER: anthropic
extensions:
  developer:
    bundled: true
    enabled: true
    name: developer
    timeout: 300
    type: builtin
  fetch:   # web
    args:
    - mcp-server-fetch   # name
    - --slow
    # a remark
    cmd: uvx
    description: ''
    enabled: true
    env_keys: []
    envs:
      KEY: SECRET-1

    name: fetch
    timeout: 300
    type: stdio
  flow: {type: stdio, cmd: flow, args: [a, 'b'], envs: {K: SECRET-2}, enabled: false}
  far:
    type: streamable_http   # over HTTP
    uri: https://far.example/mcp
    headers:
      Authorization: Bearer SECRET-3
    enabled: true
  keyring:
    cmd: kr
    args: []
    env_keys: [TOKEN]
    type: stdio
ALLOW:
    - x
`;

const GEMINI = `{
  // theme
  "theme": "Dark",
  "mcpServers": {
    "files": { "command": "files", "args": ["$HOME_OF_FILES/x"], "env": { "K": "SECRET-1" }, "trust": false },
    "unset": { "command": "x", "args": ["\${NOT_SET_ANYWHERE}"] },
    "far": { "httpUrl": "https://far.example/mcp", "headers": { "X-Key": "$KEY_OF_GEMINI" } },
    "old": { "url": "https://old.example/sse", "headers": { "A": "SECRET-2" } },
  }
}
`;

const ZED = `// Zed settings
{
  "theme": "One Dark",
  "context_servers": {
    "files": {
      "source": "custom",
      "command": "files",
      "args": [],
      "env": { "K": "SECRET-1" },
    },
    "ext": { "source": "extension", "settings": {} },
    "far": {
      "url": "https://far.example/mcp",
      "headers": { "Authorization": "Bearer SECRET-2" }, // mine
    },
  },
}
`;

const OPENCODE = `{
  "$schema": "https://opencode.ai/config.json",
  "mcp": {
    "files": {
      "type": "local",
      "command": ["npx", "files"], // run
      "environment": { "K": "SECRET-1" },
      "enabled": true
    },
    "far": { "type": "remote", "url": "https://x.example/mcp" }
  }
}
`;

/** User's files with an entry over HTTP: a project's file is no place for a credential. */
const JSONC_FAR = JSONC.replace(
  '"oauth"',
  `// over HTTP
		"far": {
			"headers": {
				"Authorization": "Bearer SECRET-2", // never share
			},
			"url": "https://far.example/mcp",
		},
		"oauth"`,
);
const VSCODE_FAR = VSCODE.replace(
  '// here',
  `"far": { "type": "http", "url": "https://far.example/mcp", "headers": { "Authorization": "Bearer SECRET-2" } },
        // here`,
);
const OPENCODE_FAR = OPENCODE.replace(
  '"far": { "type": "remote", "url": "https://x.example/mcp" }',
  `"far": { "type": "remote", "url": "https://far.example/mcp", "headers": { "K": "SECRET-2" }, "enabled": true },
    "open": { "type": "remote", "url": "https://open.example/mcp", "oauth": false },
    "oauth": { "type": "remote", "url": "https://x.example/mcp", "oauth": { "clientId": "mine" } }`,
);
const WINDSURF = `{
  "mcpServers": {
    "files": { "command": "files", "env": { "K": "SECRET-1" } },
    "far": { "serverUrl": "https://far.example/mcp", "headers": { "Authorization": "Bearer SECRET-2" } }
  }
}
`;
const CLINE_FAR = `{
  "mcpServers": {
    "files": { "command": "files", "env": { "K": "SECRET-1" } },
    "far": {
      "type": "streamableHttp",
      "url": "https://far.example/mcp",
      "headers": { "Authorization": "Bearer SECRET-2" },
      "autoApprove": [],
      "timeout": 60
    }
  }
}
`;

const names = ['filesystem', 'mail', 'Übersicht (neu)'];
const strict = (client: string, path: string, platform: ClientPlatform = 'linux'): Shape => ({
  client,
  path,
  platform,
  text: STRICT,
  protects: names,
  leaves: [],
});
const one = (
  client: string,
  path: string,
  text: string,
  leaves: readonly string[],
  platform: ClientPlatform = 'linux',
): Shape => ({ client, path, platform, text, protects: ['files'], leaves });

const withFar = (...shape: Parameters<typeof one>): Shape => ({
  ...one(...shape),
  protects: ['files', 'far'],
});

const APP_SUPPORT = 'Library/Application Support';
const CLINE = 'User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json';

export const shapes: readonly Shape[] = [
  strict('claude-desktop', `${APP_SUPPORT}/Claude/claude_desktop_config.json`, 'darwin'),
  strict('claude-desktop', 'AppData/Roaming/Claude/claude_desktop_config.json', 'win32'),
  strict(
    'claude-desktop',
    'AppData/Local/Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/claude_desktop_config.json',
    'win32',
  ),
  strict('claude-desktop', '.config/Claude/claude_desktop_config.json'),
  {
    client: 'claude-code',
    path: '.claude.json',
    platform: 'linux',
    text: CLAUDE_CODE,
    protects: ['notion', 'docs', 'far', 'old', 'db'],
    leaves: [],
  },
  strict('claude-code', 'project/.mcp.json'),
  withFar('cursor', '.cursor/mcp.json', JSONC_FAR, ['oauth']),
  one('cursor', 'project/.cursor/mcp.json', JSONC, ['oauth']),
  {
    client: 'vscode',
    path: '.config/Code/User/mcp.json',
    platform: 'linux',
    text: VSCODE_FAR,
    protects: ['far', 'files'],
    leaves: ['asks'],
  },
  one('vscode', `${APP_SUPPORT}/Code/User/profiles/-1a2b/mcp.json`, VSCODE, ['asks'], 'darwin'),
  one('vscode', 'AppData/Roaming/Code/User/mcp.json', VSCODE, ['asks'], 'win32'),
  one('vscode', '.vscode-server/data/User/mcp.json', VSCODE, ['asks']),
  one('vscode', 'project/.vscode/mcp.json', VSCODE, ['asks']),
  one('vscode-insiders', '.config/Code - Insiders/User/mcp.json', VSCODE, ['asks']),
  {
    client: 'codex',
    path: '.codex/config.toml',
    platform: 'linux',
    text: CODEX,
    protects: ['files', 'inline', 'with space', 'far', 'remote'],
    leaves: [],
  },
  {
    client: 'gemini-cli',
    path: '.gemini/settings.json',
    platform: 'linux',
    text: GEMINI,
    protects: ['files', 'far', 'old'],
    leaves: ['unset'],
  },
  withFar('windsurf', '.codeium/windsurf/mcp_config.json', WINDSURF, []),
  strict('windsurf', '.codeium/mcp_config.json'),
  withFar('zed', '.config/zed/settings.json', ZED, ['ext']),
  withFar('zed', '.config/zed/settings.json', ZED, ['ext'], 'darwin'),
  withFar('zed', 'AppData/Roaming/Zed/settings.json', ZED, ['ext'], 'win32'),
  strict('cline', `.config/Code/${CLINE}`),
  strict('cline', `${APP_SUPPORT}/Code/${CLINE}`, 'darwin'),
  withFar('cline', '.cline/data/settings/cline_mcp_settings.json', CLINE_FAR, [], 'win32'),
  {
    client: 'goose',
    path: '.config/goose/config.yaml',
    platform: 'darwin',
    text: GOOSE,
    protects: ['fetch', 'flow', 'far'],
    leaves: ['developer', 'keyring'],
  },
  {
    client: 'goose',
    path: 'AppData/Roaming/Block/goose/config/config.yaml',
    platform: 'win32',
    text: GOOSE,
    protects: ['fetch', 'flow', 'far'],
    leaves: ['developer', 'keyring'],
  },
  strict('lm-studio', '.lmstudio/mcp.json'),
  strict('lm-studio', '.cache/lm-studio/mcp.json'),
  withFar('copilot-cli', '.copilot/mcp-config.json', JSONC_FAR, ['oauth']),
  one('copilot-cli', 'project/.github/mcp.json', JSONC, ['oauth']),
  one('copilot-cli', 'project/.mcp.json', JSONC, ['oauth']),
  {
    ...one('opencode', '.config/opencode/opencode.jsonc', OPENCODE_FAR, ['oauth']),
    protects: ['files', 'far', 'open'],
  },
  one('opencode', 'project/opencode.json', OPENCODE, ['far']),
];

/** The ways in which the same file may be written. */
export const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['with a byte order mark', (text) => `\uFEFF${text}`],
  ['without a final newline', (text) => text.trimEnd()],
  ['with blank lines at its end', (text) => `${text}\n\n`],
];
