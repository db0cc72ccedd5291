namespace CarSearch.Tests.Deployment.Live;

/// <summary>The variables that name a running host.</summary>
public sealed class LiveTargetTests
{
    [Fact]
    public void Without_variables_no_host_is_named() => Assert.Null(LiveTarget.Parse("", null));

    [Theory]
    [InlineData("https://cars.example.com")]
    [InlineData("https://cars.example.com/")]
    public void An_address_is_read_with_and_without_its_slash(string address) =>
        Assert.Equal(new(new("https://cars.example.com/"), "0123456789abcdef=="), LiveTarget.Parse(address, "0123456789abcdef=="));

    [Theory]
    [InlineData("cars.example.com")]
    [InlineData("ftp://cars.example.com")]
    [InlineData("https://cars.example.com/api")]
    [InlineData("https://cars.example.com/?code=s3cret")]
    [InlineData("https://user:s3cret@cars.example.com")]
    [InlineData("https://cars.example.com/#s3cret")]
    public void Another_address_is_refused_by_the_name_of_its_variable(string address)
    {
        var message = Assert.Throws<InvalidOperationException>(() => LiveTarget.Parse(address, null)).Message;

        Assert.StartsWith("CARSEARCH_URL can't be used; expected the address of a host", message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "0123456789abcdef", "CARSEARCH_KEY is set without CARSEARCH_URL")]
    [InlineData("https://cars.example.com", "s3cret\n", "CARSEARCH_KEY can't be used")]
    [InlineData("https://cars.example.com", "clé", "CARSEARCH_KEY can't be used")]
    public void A_key_that_cannot_be_sent_is_refused_by_the_name_of_its_variable(string? address, string key, string start)
    {
        var message = Assert.Throws<InvalidOperationException>(() => LiveTarget.Parse(address, key)).Message;

        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, message, StringComparison.Ordinal);
    }
}
