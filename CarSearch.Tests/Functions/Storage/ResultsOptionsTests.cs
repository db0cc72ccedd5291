using Azure.Storage.Blobs;
using CarSearch.Functions;
using CarSearch.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>The location of records is validated at startup: the error of a wrong setting contains its name and never its value.</summary>
public sealed class ResultsOptionsTests
{
    private const string Takes =
        "expected a connection string (UseDevelopmentStorage=true for Azurite), "
        + "or CarSearch:Results:serviceUri or CarSearch:Results:accountName for access by identity.";

    private const string Allowed = " is not a setting. Allowed: serviceUri, accountName, credential, clientId, sweep.";

    private const string ServiceUri =
        "CarSearch:Results:serviceUri can't be used; expected the https address of a Blob service without query or user, "
        + "such as https://ACCOUNT.blob.core.windows.net.";

    private const string AccountName =
        "CarSearch:Results:accountName can't be used; expected the name of a storage account, 3 to 24 lower-case letters and digits.";

    private const string NoConnectionString = "CarSearch:Results is no connection string of a storage account with blobs; " + Takes;

    [Theory]
    [InlineData("", "UseDevelopmentStorage=true")]
    [InlineData("", "DefaultEndpointsProtocol=https;AccountName=cars;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net")]
    [InlineData("", "BlobEndpoint=https://cars.blob.core.windows.net;SharedAccessSignature=sv=1&sig=secret")]
    [InlineData(":serviceUri", "https://cars.blob.core.windows.net")]
    [InlineData(":serviceUri", "https://127.0.0.1:10000/devstoreaccount1")]
    [InlineData(":accountName", "cars")]
    public async Task One_way_to_an_account_is_taken(string setting, string value)
    {
        using var host = Host((setting, value), (":sweep", "true"));
        await host.StartAsync();

        Assert.True(host.Services.GetRequiredService<IOptions<ResultsOptions>>().Value.Sweep);
        Assert.Equal(ResultsContainer.Name, host.Services.GetRequiredService<BlobContainerClient>().Name);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(":accountName", "cars", "https://cars.blob.core.windows.net/searches")]
    [InlineData(":serviceUri", "https://cars.example.com/", "https://cars.example.com/searches")]
    [InlineData(
        "", "BlobEndpoint=https://cars.example.com;SharedAccessSignature=sv=1&sig=s", "https://cars.example.com/searches?sv=1&sig=s")]
    public void The_container_is_found_by_each_way(string setting, string value, string address)
    {
        using var host = Host((setting, value), (":credential", "ManagedIdentity"), (":clientId", "0f0f0f0f-0000-0000-0000-000000000000"));

        Assert.Equal(address, host.Services.GetRequiredService<BlobContainerClient>().Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(":sweep", "true", "CarSearch:Results is not set; " + Takes)]
    [InlineData("", "  ", "CarSearch:Results is not set; " + Takes)]
    [InlineData("", "https://secret.blob.core.windows.net", NoConnectionString)]
    [InlineData("", "QueueEndpoint=https://cars.queue.core.windows.net;SharedAccessSignature=sig=secret", NoConnectionString)]
    [InlineData(":serviceUri", "secret", ServiceUri)]
    [InlineData(":serviceUri", "http://secret.blob.core.windows.net", ServiceUri)]
    [InlineData(":serviceUri", "https://cars.blob.core.windows.net/?sig=secret", ServiceUri)]
    [InlineData(":serviceUri", "https://secret@cars.blob.core.windows.net/", ServiceUri)]
    [InlineData(":accountName", "", AccountName)]
    [InlineData(":accountName", "abcdefghijklmnopqrstuvwxy", AccountName)]
    [InlineData(":accountName", "secret-cars", AccountName)]
    public async Task A_setting_that_can_not_work_stops_the_start(string setting, string value, string sentence) =>
        Assert.Equal([sentence], await RefusedAsync((setting, value)));

    [Theory]
    [InlineData(":credential", "secret", "CarSearch:Results:credential is not known; expected managedidentity, or no value.")]
    [InlineData(":connectionString", "secret", "CarSearch:Results:connectionString" + Allowed)]
    [InlineData("", "UseDevelopmentStorage=true", "CarSearch:Results names more than one account; " + Takes)]
    [InlineData(":serviceUri", "https://secret.blob.core.windows.net", "CarSearch:Results names more than one account; " + Takes)]
    public async Task A_setting_that_does_not_go_with_another_stops_the_start(string setting, string value, string sentence) =>
        Assert.Equal([sentence], await RefusedAsync((":accountName", "cars"), (setting, value)));

    [Fact]
    public async Task All_errors_are_reported_together() => Assert.Equal(
        ["CarSearch:Results:credential is not known; expected managedidentity, or no value.", AccountName],
        (await RefusedAsync((":accountName", "Secret"), (":credential", "secret"))).Order(StringComparer.Ordinal).Reverse());

    [Fact]
    public async Task A_sweep_that_is_neither_on_nor_off_stops_the_start()
    {
        using var host = Host(("", "UseDevelopmentStorage=true"), (":sweep", "often"));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("CarSearch:Results:sweep", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<IEnumerable<string>> RefusedAsync(params (string Setting, string Value)[] settings)
    {
        using var host = Host(settings);
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.OrdinalIgnoreCase);
        return exception.Failures;
    }

    private static IHost Host(params (string Setting, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            settings.Select(one => KeyValuePair.Create($"{ResultsOptions.Section}{one.Setting}", (string?)one.Value)));
        builder.Services.AddCarSearch(ResultsOptions.Names).AddCloudHost();
        return builder.Build();
    }
}
