using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using CarSearch.Functions;
using CarSearch.Hosting;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Tests.Functions;

/// <summary>Who the app is to Application Insights.</summary>
public sealed class InsightsCredentialTests
{
    private const string Address = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://127.0.0.1/";

    [Theory]
    [InlineData("Authorization=AAD")]
    [InlineData("ClientId=7d0ab1ad-6b5c-4a2f-8a2e-6a3ab6a3f5d1;Authorization=AAD")]
    [InlineData(" authorization = aad ; clientid = 7d0ab1ad-6b5c-4a2f-8a2e-6a3ab6a3f5d1 ;")]
    public void Where_it_has_an_identity_that_is_what_it_sends_with(string setting)
    {
        var exporter = Exporter(setting);

        Assert.IsType<ManagedIdentityCredential>(exporter.Credential);
        Assert.Equal(Address, exporter.ConnectionString);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Where_it_has_none_the_connection_string_is_all(string? setting)
    {
        var exporter = Exporter(setting);

        Assert.Null(exporter.Credential);
        Assert.Equal(Address, exporter.ConnectionString);
    }

    [Theory]
    [InlineData("ClientId=7d0ab1ad-6b5c-4a2f-8a2e-6a3ab6a3f5d1")]
    [InlineData("ClientId=;Authorization=AAD")]
    [InlineData("ClientSecret=hush;Authorization=AAD")]
    public void A_setting_that_names_no_identity_stops_the_start_with_a_sentence(string setting)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Exporter(setting));

        Assert.Contains("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", StartupErrors.TryDescribe(fault), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault.Message, StringComparison.Ordinal);
    }

    private static AzureMonitorExporterOptions Exporter(string? identity)
    {
        var settings = new Dictionary<string, string?>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = Address,
            [InsightsCredential.Setting] = identity,
        };
        var exporter = new AzureMonitorExporterOptions();
        Telemetry.ToInsights(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())(exporter);
        return exporter;
    }
}
