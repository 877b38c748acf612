-- Who leaves, and who blocks somebody, is looked for in every generation: her id comes first. Lists name both.
drop index pairs_needs_of_a;
drop index pairs_offers_of_a;
drop index pairs_needs_of_b;
drop index pairs_offers_of_b;
create index pairs_needs_of_a on pairs (a_id, generation, score_ab desc, mutual desc, b_id);
create index pairs_offers_of_a on pairs (a_id, generation, score_ba desc, mutual desc, b_id);
create index pairs_needs_of_b on pairs (b_id, generation, score_ba desc, mutual desc, a_id);
create index pairs_offers_of_b on pairs (b_id, generation, score_ab desc, mutual desc, a_id);
