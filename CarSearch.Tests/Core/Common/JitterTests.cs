using CarSearch.Common;

namespace CarSearch.Tests.Core.Common;

public sealed class JitterTests
{
    [Fact]
    public void Pauses_are_spread_from_one_to_four_hundred_milliseconds_and_never_none()
    {
        // That one of the 400 is missed by chance is less likely than one in ten billion.
        var drawn = Enumerable.Range(0, 12_000).Select(_ => Jitter.Next()).Distinct().Order();
        Assert.Equal(Enumerable.Range(1, 400).Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds)), drawn);
    }
}
