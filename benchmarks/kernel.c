/*
 * The rules of peers.toml as a person would write them in C: whole hundredths, a column after the other, in blocks
 * that stay in cache, so that the compiler finds short loops that it can make vectors of.
 *
 * Counts and marks are int32, money is double and whole. A quotient is rounded by double, which is without error
 * while 4 n + 3 d < 2^53: `in_range` sees to it, as the plan of NumPy calls by hand does.
 */
#include <stdint.h>

#define BLOCK 4096
#define CERTAIN (9007199254740992.0 / 1300)
#define COUNTS 1000000

typedef int32_t whole;

struct survey {
    const whole *a, *b, *c, *d, *e;
};

/* In the order of projects.py. */
struct evidence {
    const whole *a11, *a12, *a13, *a21, *a22, *b111, *b12, *b211, *b22, *c221, *c223, *c224;
    const double *budget, *spent;
    const whole *violations, *veto, *accepted, *repeats, *major;
    const whole *papers_due, *papers, *planned, *done, *due, *on_time, *staff_due, *staff, *faults, *fixed;
    struct survey q[4];
};

/* In the order of OUTPUTS in plan.py. */
struct marks {
    whole *a11, *a12, *a13, *a21, *a22, *b111, *b112, *b12, *b13, *b211, *b212, *b22, *b23;
    whole *c111, *c121, *c122, *c131, *c211, *c212, *c213, *c214, *c221, *c222, *c223, *c224, *c231;
    whole *a, *b, *c, *total, *rate_a, *rate_b, *rate_c;
    int8_t *band;
};

static inline whole least(whole one, whole other) { return one < other ? one : other; }
static inline whole most(whole one, whole other) { return one > other ? one : other; }

/* Nothing is below 0, so that cutting off is rounding down. */
static inline whole rounded(double above, double below) { return (whole)(above / below + 0.5); }

#define EACH(LEAF, VALUE)                                                                                             \
    {                                                                                                                 \
        whole *restrict out = m.LEAF + start;                                                                        \
        for (int i = 0; i < rows; i++) out[i] = (VALUE);                                                              \
    }
#define OF(NAME) (e.NAME + start)[i]
#define MADE(NAME) (m.NAME + start)[i]
#define MET(CONDITION) ((CONDITION) ? 100 : 0)
#define NONE(NAME) (OF(NAME) == 0)

#define ANSWERS(S) (OF(q[S].a) + OF(q[S].b) + OF(q[S].c) + OF(q[S].d) + OF(q[S].e))
#define PLEASED(S) (4 * OF(q[S].a) + 3 * OF(q[S].b) + 2 * OF(q[S].c) + OF(q[S].d))
#define SURVEY(S, FULL, TIMES) rounded((double)(FULL)*PLEASED(S), (double)(TIMES)*ANSWERS(S))

static void leaves(const struct evidence e, const struct marks m, int64_t start, int rows)
{
    EACH(a11, 100 * OF(a11)) EACH(a12, 50 * OF(a12)) EACH(a13, 50 * OF(a13)) EACH(a21, 100 * OF(a21))
    EACH(a22, 100 * OF(a22)) EACH(b111, 100 * OF(b111)) EACH(b12, 50 * OF(b12)) EACH(b211, 100 * OF(b211))
    EACH(b22, 100 * OF(b22)) EACH(c221, 50 * OF(c221)) EACH(c223, 100 * OF(c223)) EACH(c224, 50 * OF(c224))
    EACH(b112, rounded(300 * (OF(spent) < OF(budget) ? OF(spent) : OF(budget)), OF(budget)))
    EACH(b13, (OF(veto) == 0) * most(0, 500 - 125 * OF(violations)))
    EACH(b212, MET(10 * OF(papers) >= 9 * OF(papers_due)) + MET(10 * OF(papers) >= 6 * OF(papers_due))
                   + MET(10 * OF(papers) >= 3 * OF(papers_due)))
    EACH(b23, MET(OF(accepted) >= 9500) + MET(OF(accepted) >= 8000) + MET(OF(accepted) >= 6000))
    EACH(c111, rounded(1200. * least(OF(done), OF(planned)), OF(planned)))
    EACH(c121, most(0, 500 - 50 * OF(repeats)))
    EACH(c122, rounded(500. * (OF(fixed) + NONE(faults)), OF(faults) + NONE(faults)))
    EACH(c131, (5 * OF(on_time) >= 3 * OF(due)) * rounded(600. * OF(on_time), OF(due)))
    EACH(c211, most(0, 400 - 200 * OF(major)))
    EACH(c212, SURVEY(0, 500, 4)) EACH(c213, SURVEY(1, 500, 4)) EACH(c214, SURVEY(2, 500, 4))
    EACH(c222, MET(OF(staff) >= OF(staff_due)) + MET(2 * OF(staff) >= OF(staff_due)))
    EACH(c231, least(1000, SURVEY(3, 100000, 340)))
}

static void sums(const struct marks m, int64_t start, int rows)
{
    EACH(a, MADE(a11) + MADE(a12) + MADE(a13) + MADE(a21) + MADE(a22))
    EACH(b, MADE(b111) + MADE(b112) + MADE(b12) + MADE(b13) + MADE(b211) + MADE(b212) + MADE(b22) + MADE(b23))
    EACH(c, MADE(c111) + MADE(c121) + MADE(c122) + MADE(c131) + MADE(c211) + MADE(c212) + MADE(c213) + MADE(c214)
                + MADE(c221) + MADE(c222) + MADE(c223) + MADE(c224) + MADE(c231))
    EACH(total, MADE(a) + MADE(b) + MADE(c))
    EACH(rate_a, 10 * MADE(a)) EACH(rate_b, 4 * MADE(b)) EACH(rate_c, rounded(100. * MADE(c), 65))
    const whole *restrict total = m.total + start;
    int8_t *restrict band = m.band + start;
    for (int i = 0; i < rows; i++) band[i] = (int8_t)((total[i] < 9000) + (total[i] < 8000) + (total[i] < 6000));
}

/* Whether all numbers of a block are such as the rules accept: *wrong* collects what is not, without a branch. */
#define WITHIN(NAME, LOWEST, HIGHEST)                                                                                 \
    for (int i = 0; i < rows; i++) wrong |= (OF(NAME) < (LOWEST)) | (OF(NAME) > (HIGHEST));
#define NOT_ABOVE(PART, WHOLE)                                                                                        \
    for (int i = 0; i < rows; i++) wrong |= OF(PART) > OF(WHOLE);

static int in_range(const struct evidence e, int64_t start, int rows)
{
    int wrong = 0;
    WITHIN(a11, 0, 2) WITHIN(a12, 0, 4) WITHIN(a13, 0, 4) WITHIN(a21, 0, 2) WITHIN(a22, 0, 2) WITHIN(b111, 0, 3)
    WITHIN(b12, 0, 4) WITHIN(b211, 0, 3) WITHIN(b22, 0, 3) WITHIN(c221, 0, 4) WITHIN(c223, 0, 2) WITHIN(c224, 0, 4)
    WITHIN(budget, 1, CERTAIN) WITHIN(spent, 0, CERTAIN) WITHIN(violations, 0, COUNTS) WITHIN(veto, 0, 1)
    WITHIN(accepted, 0, 10000) WITHIN(repeats, 0, COUNTS) WITHIN(major, 0, COUNTS) WITHIN(papers_due, 1, COUNTS)
    WITHIN(papers, 0, COUNTS) WITHIN(planned, 1, COUNTS) WITHIN(done, 0, COUNTS) WITHIN(due, 1, COUNTS)
    WITHIN(on_time, 0, COUNTS) WITHIN(staff_due, 1, COUNTS) WITHIN(staff, 0, COUNTS) WITHIN(faults, 0, COUNTS)
    WITHIN(fixed, 0, COUNTS) NOT_ABOVE(fixed, faults) NOT_ABOVE(on_time, due)
    for (int s = 0; s < 4; s++) {
        WITHIN(q[s].a, 0, COUNTS) WITHIN(q[s].b, 0, COUNTS) WITHIN(q[s].c, 0, COUNTS) WITHIN(q[s].d, 0, COUNTS)
        WITHIN(q[s].e, 0, COUNTS)
    }
    return !wrong;
}

/* Score *rows* projects, and return whether all of them were within their ranges. */
int score(const struct evidence *e, const struct marks *m, int64_t rows)
{
    for (int64_t start = 0; start < rows; start += BLOCK) {
        int some = rows - start < BLOCK ? (int)(rows - start) : BLOCK;
        if (!in_range(*e, start, some)) return 0;
        leaves(*e, *m, start, some);
        sums(*m, start, some);
    }
    return 1;
}
