using System.Globalization;
using CarSearch.Searches;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Core.Searches;

/// <summary>A wrong setting is refused with a sentence that names it.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("00:00:00.9990000", "00:00:00.9990000")]
    [InlineData("1.00:00:00.0010000", "1.00:00:00.0010000")]
    [InlineData("-00:00:01", "-00:00:01")]
    public void Freshness_out_of_range_is_refused(string value, string shown) =>
        Assert.Equal(
            [$"CarSearch:Freshness is {shown}; expected a time span from 00:00:01 to 1.00:00:00."],
            Validate(new() { Freshness = TimeSpan.Parse(value, CultureInfo.InvariantCulture) }).Failures);

    [Theory]
    [InlineData(0)]
    [InlineData(301)]
    public void A_suppliers_limit_or_a_deadline_out_of_range_is_refused(int seconds)
    {
        var span = TimeSpan.FromSeconds(seconds);
        Assert.Equal(
            [
                $"CarSearch:SupplierTimeout is {span:c}; expected a time span from 00:00:01 to 00:05:00.",
                $"CarSearch:Deadline is {span:c}; expected a time span from 00:00:01 to 00:05:00.",
            ],
            Validate(new() { SupplierTimeout = span, Deadline = span }).Failures);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void MaxWaiting_out_of_range_is_refused(int value) =>
        Assert.Equal(
            [$"CarSearch:MaxWaiting is {value}; expected a number from 0 to 1000000."], Validate(new() { MaxWaiting = value }).Failures);

    [Theory]
    [InlineData("cars.example.com")]
    [InlineData("/api")]
    [InlineData("ftp://cars.example.com")]
    [InlineData("https://cars.example.com/?a=b")]
    [InlineData("https://cars.example.com/#top")]
    public void A_PublicUrl_that_can_not_be_one_is_refused(string value)
    {
        var address = new Uri(value, UriKind.RelativeOrAbsolute);
        Assert.Equal(
            [
                $"CarSearch:PublicUrl is \"{address}\"; "
                    + "expected an absolute http or https address without query or user, such as https://cars.example.com.",
            ],
            Validate(new() { PublicUrl = address }).Failures);
    }

    [Theory]
    [InlineData("https://cars.example.com")]
    [InlineData("http://localhost:7071/base/")]
    public void A_PublicUrl_may_have_a_port_and_a_path(string value) => Assert.True(Validate(new() { PublicUrl = new(value) }).Succeeded);

    [Theory]
    [InlineData(1, 300)]
    [InlineData(86_400, 1)]
    public void The_bounds_are_taken(int freshness, int limit) => Assert.True(Validate(new()
    {
        Freshness = TimeSpan.FromSeconds(freshness),
        SupplierTimeout = TimeSpan.FromSeconds(limit),
        Deadline = TimeSpan.FromSeconds(limit),
        MaxWaiting = limit == 1 ? 0 : 1_000_000,
    }).Succeeded);

    [Theory]
    [InlineData("CarSearch:Freshnes")]
    [InlineData("CarSearch:Lifetime")]
    [InlineData("CarSearch:Section")]
    public void A_setting_that_nothing_reads_is_refused(string path)
    {
        var failure = Assert.Single(Known((path, "1")));
        Assert.Equal(
            $"{path} is not a setting. Allowed: Database, Deadline, Freshness, MaxWaitToStart, MaxWaiting, PublicUrl, Simulated, "
                + "SupplierTimeout, Suppliers.",
            failure);
    }

    [Theory]
    [InlineData("CarSearch:freshness")]
    [InlineData("CarSearch:Suppliers:0:Kind")]
    [InlineData("CarSearch:Simulated:Seed")]
    [InlineData("CarSearch:DATABASE")]
    [InlineData("Other:Freshnes")]
    public void A_known_setting_and_other_sections_are_let_be(string path) => Assert.Empty(Known((path, "1")));

    [Theory]
    [InlineData("CarSearch:Results")]
    [InlineData("CarSearch:RESULTS:Deep:Down")]
    public void A_name_that_may_be_a_value_and_hold_settings_is_taken_both_ways(string path) =>
        Assert.Empty(Known(["Results", "Results:"], (path, "1")));

    [Fact]
    public void A_name_that_is_both_at_once_is_taken_too() =>
        Assert.Empty(Known(["Results:", "Results"], ("CarSearch:Results", "1"), ("CarSearch:Results:Sweep", "1")));

    [Theory]
    [InlineData("CarSearch:Keys", "CarSearch:Keys is a value; expected settings below it, such as CarSearch:Keys:NAME.")]
    [InlineData("CarSearch:Freshness:Minutes", "CarSearch:Freshness has settings below it; expected a value.")]
    [InlineData(
        "CarSearch:Result",
        "CarSearch:Result is not a setting. Allowed: Deadline, Freshness, Keys, MaxWaitToStart, MaxWaiting, PublicUrl, Results, "
            + "Simulated, SupplierTimeout, Suppliers.")]
    public void A_name_that_may_be_both_leaves_others_as_strict_as_they_are(string path, string sentence) =>
        Assert.Equal([sentence], Known(["Keys:", "Results", "Results:"], (path, "1")));

    private static ValidateOptionsResult Validate(CarSearchOptions options) => new CarSearchOptionsValidator().Validate(null, options);

    private static IEnumerable<string> Known(params (string Path, string Value)[] settings) => Known(["Database"], settings);

    private static IEnumerable<string> Known(string[] others, params (string Path, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Path, setting => (string?)setting.Value))
            .Build();
        return new UnknownSettingsValidator(configuration, ["Simulated:", .. others]).Validate(null, new()).Failures ?? [];
    }
}
