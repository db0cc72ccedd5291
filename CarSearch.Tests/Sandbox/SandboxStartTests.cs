using System.Net;
using System.Text;
using System.Xml.Linq;
using CarSearch.Hosting;
using CarSearch.Sandbox;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Sandbox;

public sealed class SandboxStartTests : FolderTests
{
    [UnixFact]
    public async Task The_sandbox_is_a_program_that_writes_no_files()
    {
        await using var process = await LocalProcess.StartSandboxAsync(
            Folder.Path, "--CarSearch:Simulated:LatencyScale=0", "--CarSearch:Simulated:OffersPerAirport=3");
        using var client = process.Client();

        using var response = await client.PostAsync(
            "/ota/Transvio", new StringContent(SandboxMessages.Weekend, Encoding.UTF8, "application/xml"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, XElement.Parse(await response.Content.ReadAsStringAsync()).Descendants()
            .Count(element => element.Name.LocalName == "VehAvail"));
        await process.StopAsync();
        Assert.Contains($"\"Endpoint\": \"{process.Address}ota/Crownmere?fault=flaky\"", process.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Theory]
    [InlineData("--urls=http://*:0",
        "The supplier sandbox listens on this machine only, but \"http://*:0\" is reachable from others; expected localhost.")]
    [InlineData("--urls=http://192.0.2.7:0", "but \"http://192.0.2.7:0\" is reachable")]
    [InlineData("--http_ports=0", "but \"http://*:0\" is reachable")]
    [InlineData("--urls=nonsense", "\"nonsense\" is not a valid address to listen on")]
    [InlineData("--CarSearch:Simulated:LatencyScale=-1", "CarSearch:Simulated:LatencyScale must be 0 to 100.")]
    [InlineData("--CarSearch:Simulated:Latency=1", "CarSearch:Simulated:Latency is not a setting. Allowed:")]
    [InlineData("--CarSearch:Suppliers:0:Kind=Simulated",
        "CarSearch:Suppliers is not a setting of the supplier sandbox. Allowed: CarSearch:Simulated, urls.")]
    [InlineData("--CarSearch:Keys:app=0123456789abcdef", "CarSearch:Keys is not a setting of the supplier sandbox")]
    public void An_invalid_setting_stops_the_start_with_a_message(string setting, string message)
    {
        string[] address = setting.Contains("urls", StringComparison.Ordinal) || setting.Contains("ports", StringComparison.Ordinal) ? []
            : ["--urls=http://127.0.0.1:0"];

        var fault = Record.Exception(() => SandboxHost.Build([.. address, setting]));

        Assert.NotNull(fault);
        Assert.Contains(message, StartupErrors.TryDescribe(fault), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_stops_the_start()
    {
        await using var sandbox = await SupplierSandbox.StartAsync();

        var output = await LocalProcess.RefusedSandboxAsync(Folder.Path, $"--urls={sandbox.Root}");

        Assert.Contains("address already in use", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task By_default_it_listens_on_port_7072_without_faults()
    {
        await using var app = SandboxHost.Build([]);

        var configuration = app.Services.GetRequiredService<IConfiguration>();
        Assert.Equal("http://localhost:7072", configuration[WebHostDefaults.ServerUrlsKey]);
        Assert.Equal("0", configuration["CarSearch:Simulated:FaultRate"]);
    }

    [Fact]
    public async Task Faults_of_the_fleet_can_be_enabled()
    {
        await using var sandbox = await SupplierSandbox.StartAsync("--CarSearch:Simulated:FaultRate=1000");

        var response = await sandbox.PostForMessageAsync("Pennywheel");

        Assert.Equal("450", (string?)Assert.Single(response.Descendants(), element => element.Name.LocalName == "Error").Attribute("Code"));
    }
}
