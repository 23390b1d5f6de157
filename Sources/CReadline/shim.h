#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

// Readline's settings are global variables, which Swift 6 does not touch; these set and read them.

static inline void nn_set_name(void) { rl_readline_name = "nn"; }
static inline void nn_set_catch_signals(int on) { rl_catch_signals = on; }
static inline void nn_set_getc(rl_getc_func_t *next) { rl_getc_function = next; }
static inline int nn_waits_within_line(void) {
  return RL_ISSTATE(
      RL_STATE_MOREINPUT | RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG |
      RL_STATE_MULTIKEY | RL_STATE_VIMOTION | RL_STATE_CHARSEARCH) != 0;
}
// Forgets how the line and the entries of the history can be undone, and frees nothing of it: version 8.2
// keeps one such list in several places, and frees it in one of them while another goes on with it.
static inline void nn_forget_undoing(void) {
  rl_undo_list = NULL;
  HIST_ENTRY **entries = history_list();
  for (size_t i = 0; entries && entries[i]; i++) entries[i]->data = NULL;
}
// Leaves vi's keys to who asks for them in ~/.inputrc: Escape Enter would change to them, of which some
// (such as '\' and '=') go on for ever in version 8.2 where a line ends with a character of many bytes.
static inline void nn_forget_change_to_vi(void) {
  rl_unbind_function_in_map(rl_vi_editing_mode, emacs_meta_keymap);
}
static inline void nn_set_change_environment(int on) { rl_change_environment = on; }
static inline void nn_set_word_breaks(void) {
  static const char characters[] = " \t\n\"'`,;:()[]{}=+-*/^<>.!?#";
  rl_basic_word_break_characters = characters;
  rl_completer_word_break_characters = (char *)characters;
  // Else a quote before the word would be put behind it too, even behind a folder.
  rl_basic_quote_characters = "";
}
static inline void nn_set_completion(rl_completion_func_t *complete) {
  rl_attempted_completion_function = complete;
}
static inline void nn_set_match_display(rl_compdisp_func_t *show) {
  rl_completion_display_matches_hook = show;
}
static inline void nn_set_append_character(int character) {
  rl_completion_append_character = character;
}
static inline void nn_set_attempted_over(int on) { rl_attempted_completion_over = on; }
static inline void nn_set_sort_matches(int on) { rl_sort_completion_matches = on; }
static inline const char *nn_line(void) { return rl_line_buffer; }
static inline const char *nn_last_entry(void) {
  HIST_ENTRY *entry = history_get(history_base + history_length - 1);
  return entry ? entry->line : NULL;
}
static inline void nn_set_history_style(void) {
  // Stamps stand between the entries of the file, so that one of several lines comes back whole.
  history_write_timestamps = 1;
  history_comment_char = '#';
  history_multiline_entries = 1;
}
