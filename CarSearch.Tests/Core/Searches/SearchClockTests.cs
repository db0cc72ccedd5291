using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>The age of searches while the system clock is set.</summary>
public sealed class SearchClockTests
{
    private readonly SteppingTimeProvider time = new(TestSearches.Start);
    private readonly SearchClock clock;

    public SearchClockTests() => clock = new(time);

    [Fact]
    public void Instants_are_those_of_the_system_clock_in_whole_milliseconds()
    {
        time.Advance(TimeSpan.FromMilliseconds(1.9));
        Assert.Equal(TestSearches.Start.AddMilliseconds(1), clock.GetUtcNow());
        time.Step(TimeSpan.FromHours(-1));
        Assert.Equal(TestSearches.Start.AddHours(-1).AddMilliseconds(1), clock.GetUtcNow());
    }

    [Fact]
    public void An_age_follows_the_clocks_while_both_agree()
    {
        var requestedAt = clock.GetUtcNow();
        for (var minute = 0; minute < 60; minute++)
        {
            Assert.Equal(TimeSpan.FromMinutes(minute), clock.GetAge(requestedAt));
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public void A_search_does_not_age_when_the_clock_is_set(int minutes)
    {
        var requestedAt = clock.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(2));
        time.Step(TimeSpan.FromMinutes(minutes));
        Assert.InRange(clock.GetAge(requestedAt), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        time.Step(TimeSpan.FromMinutes(-minutes));
        Assert.InRange(clock.GetAge(requestedAt), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void However_often_the_clock_is_set_a_search_is_never_taken_for_older_than_it_is()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 2_000; i++)
        {
            time.Step(TimeSpan.FromMinutes(random.Next(-30, 31)));
            var requestedAt = clock.GetUtcNow();
            var age = TimeSpan.Zero;
            while (age < CarSearchOptions.Lifetime)
            {
                Assert.InRange(clock.GetAge(requestedAt), TimeSpan.Zero, age + TimeSpan.FromMilliseconds(1));
                var step = TimeSpan.FromSeconds(random.Next(1, 120));
                time.Advance(step);
                age += step;
                if (random.Next(3) == 0)
                {
                    time.Step(TimeSpan.FromMinutes(random.Next(-30, 31)));
                }
            }
        }
    }

    [Fact]
    public void A_step_is_forgotten_so_that_later_searches_have_their_true_age()
    {
        clock.GetUtcNow();
        time.Step(TimeSpan.FromHours(3));
        for (var minute = 0; minute < 40; minute++)
        {
            clock.GetUtcNow();
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var requestedAt = clock.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(TimeSpan.FromMinutes(6), clock.GetAge(requestedAt));
    }

    [Fact]
    public void After_an_idle_period_a_step_is_forgotten_at_once()
    {
        clock.GetUtcNow();
        time.Step(TimeSpan.FromHours(3));
        time.Advance(TimeSpan.FromHours(1));
        var requestedAt = clock.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(TimeSpan.FromMinutes(6), clock.GetAge(requestedAt));
    }

    [Fact]
    public void What_another_process_has_accepted_is_as_old_as_the_system_clock_says()
    {
        var requestedAt = clock.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(TimeSpan.FromMinutes(7), new SearchClock(time).GetAge(requestedAt));
        time.Step(TimeSpan.FromHours(-1));
        Assert.Equal(TimeSpan.Zero, new SearchClock(time).GetAge(requestedAt));
    }
}
