using CarSearch.Local;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Local;

public sealed class AccessKeysTests
{
    [Theory]
    [InlineData("first-customers-key", "first")]
    [InlineData("second-customers-key", "second")]
    [InlineData("third-customers-key", null)]
    [InlineData("FIRST-CUSTOMERS-KEY", null)]
    [InlineData("first-customers-ke", null)]
    [InlineData("first", null)]
    [InlineData("", null)]
    public void A_key_is_found_by_its_exact_value(string candidate, string? holder)
    {
        var options = new LocalOptions { Keys = { ["first"] = "first-customers-key", ["second"] = "second-customers-key" } };

        Assert.Equal(holder, new AccessKeys(Options.Create(options)).FindHolder(candidate));
    }
}
