package io.tributary.tracking.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of words that are all looked for in one pass over a text (Aho and Corasick, 1975), as one
 * table of transitions: state times character class. Letters are compared in lower case, and all
 * characters that no word contains are one class, which leads back to the start.
 */
final class Literals {

  /** States are numbered in 16 bits. */
  static final int MAX_STATES = 65_536;

  private static final int ASCII = 128;

  /** Class of each character, capital letters as small ones; 0 for those that no word has. */
  private final byte[] classes;

  private final int width;
  private final char[] next;

  /**
   * First entry of a state in {@link #found}; the entries of state s end where those of s+1 begin.
   */
  private final int[] firstFound;

  /** Numbers of the words that end in a state. */
  private final int[] found;

  /** Takes what was found. */
  interface Visitor {

    /**
     * One word.
     *
     * @param word its number in the list
     * @param end offset behind its last character
     */
    void found(int word, int end);
  }

  /**
   * The automaton of those words.
   *
   * @throws IllegalArgumentException for an empty word, one with characters beyond ASCII or in
   *     upper case, or words too many
   */
  Literals(List<String> words) {
    classes = new byte[ASCII];
    width = classify(words);
    List<char[]> table = new ArrayList<>();
    List<List<Integer>> ends = new ArrayList<>();
    table.add(new char[width]);
    ends.add(new ArrayList<>());
    for (int word = 0; word < words.size(); word++) {
      insert(words.get(word), word, table, ends);
    }
    next = link(table, ends);
    firstFound = new int[ends.size() + 1];
    for (int state = 0; state < ends.size(); state++) {
      firstFound[state + 1] = firstFound[state] + ends.get(state).size();
    }
    found = ends.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    for (int c = 'A'; c <= 'Z'; c++) {
      classes[c] = classes[c - 'A' + 'a'];
    }
  }

  /** Shows the visitor each word in the text's first characters, in the order of their ends. */
  void scan(String text, int length, Visitor visitor) {
    int state = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      state = c < ASCII ? next[state * width + classes[c]] : 0;
      int last = firstFound[state + 1];
      for (int entry = firstFound[state]; entry < last; entry++) {
        visitor.found(found[entry], i + 1);
      }
    }
  }

  private int classify(List<String> words) {
    int count = 1;
    for (String word : words) {
      if (word.isEmpty()) {
        throw new IllegalArgumentException("An empty word is in every text");
      }
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (c >= ASCII || (c >= 'A' && c <= 'Z')) {
          throw new IllegalArgumentException(
              "Words are of small ASCII letters: \"%s\"".formatted(word));
        }
        if (classes[c] == 0) {
          classes[c] = (byte) count++;
        }
      }
    }
    return count;
  }

  private void insert(String word, int number, List<char[]> table, List<List<Integer>> ends) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      int c = classes[word.charAt(i)];
      int to = table.get(state)[c];
      if (to == 0) {
        to = table.size();
        if (to >= MAX_STATES) {
          throw new IllegalArgumentException("The words have more than " + MAX_STATES + " states");
        }
        table.get(state)[c] = (char) to;
        table.add(new char[width]);
        ends.add(new ArrayList<>());
      }
      state = to;
    }
    ends.get(state).add(number);
  }

  /** Fills in where each state goes on a character that none of its words goes on with. */
  private char[] link(List<char[]> table, List<List<Integer>> ends) {
    int[] fallback = new int[table.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (char to : table.get(0)) {
      if (to != 0) {
        queue.add((int) to);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      char[] row = table.get(state);
      char[] below = table.get(fallback[state]);
      ends.get(state).addAll(ends.get(fallback[state]));
      for (int c = 0; c < width; c++) {
        if (row[c] == 0) {
          row[c] = below[c];
        } else {
          fallback[row[c]] = below[c];
          queue.add((int) row[c]);
        }
      }
    }
    char[] flat = new char[table.size() * width];
    for (int state = 0; state < table.size(); state++) {
      System.arraycopy(table.get(state), 0, flat, state * width, width);
    }
    return flat;
  }

  @Override
  public String toString() {
    return "Literals[%d states of %d classes, %d words]"
        .formatted(firstFound.length - 1, width, Arrays.stream(found).distinct().count());
  }
}
