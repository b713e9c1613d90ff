// What makes a shell ask `klamm complete` for what may come next. All knowledge is behind that command: the scripts only
// hand over the words that are typed, the one under the cursor last, and offer file names where it knows nothing.

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** bash's own words are cut at colons as well, so the line is cut here. */
const BASH = `_klamm() {
  local line=\${COMP_LINE:0:COMP_POINT} words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local IFS=$'\\n'
  COMPREPLY=($(klamm complete -- "\${words[@]:1}" 2>/dev/null | cut -f 1))
}
complete -o default -F _klamm klamm
`;

const ZSH = `_klamm() {
  local -a candidates
  candidates=("\${(@f)$(klamm complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("\${(@)candidates//:/\\\\:}")
  candidates=("\${(@)candidates/$'\\t'/:}")
  if [[ -n $candidates[1] ]]; then
    _describe -V klamm candidates
  else
    _files
  fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
compdef _klamm klamm
`;

const FISH = `function __klamm_candidates
  set -l found (klamm complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c klamm -f -a '(__klamm_candidates)'
`;

export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
};
