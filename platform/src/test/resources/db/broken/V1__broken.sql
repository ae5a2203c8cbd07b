select nothing_of_the_kind;
